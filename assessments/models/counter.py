from django.db import models


class Counter(models.Model):
    """When something that is limited was done, by a keyed hash of who did it (limits.hashed_key).

    Written and read by Django's database cache, whose columns these are. No backup holds it.
    """

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)
