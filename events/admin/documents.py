"""The papers of a lunch: what can be printed, the page that waits for one, and the file."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.admin.actions import lunch_url
from events.admin.views import REFUSED, LunchView
from events.documents import ABOUT, IN_EVERY_LANGUAGE
from wow.i18n.languages import ALL_LANGUAGES, SOURCE_CODE
from wow.pdf import services
from wow.pdf.enums import JobState
from wow.pdf.errors import PaperError, UnknownDocument, words_for
from wow.pdf.models import DocumentJob
from wow.pdf.registry import Kind, kind_of

WAIT_SECONDS = 2  # between two looks of a browser without JavaScript


class PaperForm(forms.Form):
    """Which document, and in which language where there is a choice."""

    kind = forms.ChoiceField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=ALL_LANGUAGES, required=False)

    def __init__(self, posted: Any = None, *, kinds: list[Kind]) -> None:
        super().__init__(posted)
        self.fields["kind"].choices = [(kind.name, kind.label) for kind in kinds]  # type: ignore[attr-defined]


class Papers(LunchView):
    """Every document that this reader may have; a press makes it, or opens the one that is there already."""

    title = gettext_lazy("Papers")
    template_name = "admin/events/documents.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._papers()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = PaperForm(request.POST, kinds=self._kinds())
        if not form.is_valid():
            return self._papers(status=REFUSED)
        kind = form.cleaned_data["kind"]
        language = form.cleaned_data["language"] if kind in IN_EVERY_LANGUAGE else SOURCE_CODE
        try:
            job = services.request_document(
                kind=kind,
                subject_id=self.event.pk,
                language=language or SOURCE_CODE,
                actor=self.actor,
                now=timezone.now(),
            )
        except PaperError as refusal:
            messages.error(request, words_for(refusal.code))
            return self._papers(status=REFUSED)
        return redirect(lunch_url("paper", self.event, job.pk))

    def _kinds(self) -> list[Kind]:
        return [kind_of(name) for name in ABOUT if self.request.user.has_perm(kind_of(name).permission)]

    def _papers(self, *, status: int = 200) -> HttpResponse:
        made = services.visible_jobs(self.actor, self.event.pk, now=timezone.now())
        return self.page(
            status=status,
            papers=[
                {"kind": kind, "about": ABOUT[kind.name], "has_languages": kind.name in IN_EVERY_LANGUAGE}
                for kind in self._kinds()
            ],
            languages=ALL_LANGUAGES,
            chosen=get_language(),
            made=[shown(job, self.event) for job in made],
        )


class PaperView(LunchView):
    """One document of this lunch; 404 for one that is forgotten, of another lunch, or not for this reader."""

    def job(self, job_id: uuid.UUID) -> DocumentJob:
        """The row without its bytes."""
        try:
            job = services.visible_job(self.actor, job_id, now=timezone.now())
        except UnknownDocument:
            raise Http404 from None
        if job.subject_id != self.event.pk:
            raise Http404
        return job


class Paper(PaperView):
    """How far it is; looks again by itself, with JavaScript quietly and without by loading the page anew."""

    title = gettext_lazy("Papers")
    template_name = "admin/events/documents_one.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        job = self.job(kwargs["job_id"])
        return self.page(
            paper=shown(job, self.event),
            wait_seconds=WAIT_SECONDS,
            papers_url=lunch_url("papers", self.event),
        )


class PaperFile(PaperView):
    """The file itself, for who may see its kind at this moment; written into the trail."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            job = services.hand_out(actor=self.actor, job_id=self.job(kwargs["job_id"]).pk, now=timezone.now())
        except UnknownDocument:
            raise Http404 from None
        headers = {"Content-Disposition": f'attachment; filename="{job.file_name}"'}
        return HttpResponse(bytes(job.content or b""), content_type="application/pdf", headers=headers)


def shown(job: DocumentJob, event: Any) -> dict[str, Any]:
    """A document as the pages show it."""
    return {
        "job": job,
        "label": kind_of(job.kind).label,
        "language": job.get_language_display() if job.kind in IN_EVERY_LANGUAGE else "",
        "is_ready": job.state == JobState.READY,
        "trouble": words_for(job.error) if job.state == JobState.FAILED else "",
        "step": steps()[min(job.done, len(steps()) - 1)],
        "url": lunch_url("paper", event, job.pk),
        "file_url": lunch_url("paper_file", event, job.pk),
    }


def steps() -> tuple[str, ...]:
    """What happens after so many steps are done."""
    return (_("It waits for its turn."), _("It is being printed."), _("It is being put away."))
