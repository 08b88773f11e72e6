"""The inside of the press: one wish a line in, one answer a line out, until its owner closes the line.

The clock ends it by SIGALRM, which no loop in C can put off; memory is limited by the system. It opens no address.
"""

import base64
import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from wow.pdf.errors import PaperError, TooMuch
from wow.pdf.rendering import Drawing, Printed, render, warm_up

OUT_OF_MEMORY = 77  # how the process ends then; chosen by us, no signal's and no shell's


def main(seconds: int, megabytes: int) -> None:
    """Answer until the owner is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who then closes the line
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with _own_output() as out:
        warm_up()  # before the first wish, so that every document has the same time
        for line in sys.stdin.buffer:
            signal.alarm(seconds)
            try:
                answer = json.dumps(_answer(json.loads(line))).encode() + b"\n"
            except MemoryError:
                os._exit(OUT_OF_MEMORY)  # not even room for the answer
            signal.alarm(0)
            out.write(answer)
            out.flush()


def _own_output() -> BinaryIO:
    """The line to the owner, which no library can write into by mistake."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "wb")


def _answer(wish: dict[str, Any]) -> dict[str, Any]:
    pictures = {
        name: Drawing(base64.b64decode(content), media_type) for name, (media_type, content) in wish["pictures"].items()
    }
    try:
        return _packed(render(wish["html"], pictures))
    except PaperError as error:
        return {"error": error.code, "detail": error.detail}
    except (MemoryError, RecursionError) as error:
        return {"error": TooMuch.code, "detail": type(error).__name__}
    except Exception as error:
        return {"error": PaperError.code, "detail": type(error).__name__}


def _packed(printed: Printed) -> dict[str, Any]:
    return {
        "content": base64.b64encode(printed.content).decode(),
        "pages": printed.pages,
        "refused": printed.refused,
        "unwritten": printed.unwritten,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
