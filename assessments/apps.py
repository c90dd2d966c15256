from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Checks"

    def ready(self):
        from allauth.socialaccount.models import SocialAccount
        from allauth.usersessions.models import UserSession
        from django.contrib.auth.signals import user_logged_out
        from django.core.checks import Tags, register
        from django.db.models.signals import pre_save

        from assessments import accounts, durability

        register(durability.check_durability, Tags.database)
        pre_save.connect(accounts.shorten_session, sender=UserSession)
        pre_save.connect(accounts.drop_claims, sender=SocialAccount)
        user_logged_out.connect(accounts.forget_session)
