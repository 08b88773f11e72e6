"""Swedish, English and Arabic are complete and open from the start."""

from django.db import migrations


def open_languages(apps, schema_editor):
    for code in ("sv", "en", "ar"):
        apps.get_model("languages", "PublicLanguage").objects.update_or_create(code=code, defaults={"is_public": True})


class Migration(migrations.Migration):
    dependencies = [("languages", "0001_initial")]
    operations = [migrations.RunPython(open_languages, migrations.RunPython.noop)]
