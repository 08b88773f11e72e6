"""Between the mailed code and being logged in."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from members.second_step import is_asked_for_second_step


class SecondStep(AuthenticateStage):
    """allauth's second step, without asking members for the passkey that they added for their own ease."""

    def handle(self) -> tuple[Any, bool]:
        """The page of the second step, or None to go on."""
        if self.login.user is None or not is_asked_for_second_step(self.login.user):
            return None, True
        response, may_go_on = super().handle()
        return response, may_go_on
