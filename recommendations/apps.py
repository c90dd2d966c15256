from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = "Empfehlungen"

    def ready(self):
        from assessments import typed_text
        from recommendations.text_labels import label_of

        typed_text.OTHERS.append(label_of)
