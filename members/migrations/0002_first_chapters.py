"""The two places where the foundation meets."""

from django.db import migrations


def add_chapters(apps, schema_editor):
    for name, slug in (("Järva", "jarva"), ("Helsingborg", "helsingborg")):
        apps.get_model("members", "Chapter").objects.update_or_create(slug=slug, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(add_chapters, migrations.RunPython.noop)]
