from django.conf import settings


def site(request):
    return {"OPERATOR": settings.OPERATOR, "VERSION": settings.VERSION, "can_mail": bool(settings.EMAIL_HOST)}
