"""Every DOI of a bibliography, looked up and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bireview.bibliography.identifiers import doi_url
from bireview.bibliography.model import Library, Reference
from bireview.problems import Location, Problem, in_order
from bireview.registries.compare import compare, year_remark
from bireview.registries.online import Answer, Elsewhere, NotAsked, Unknown


@dataclass(frozen=True)
class Outcome:
    """What came of a check. Each DOI is compared, or elsewhere, or not asked, or reported as unknown."""

    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    """Worth a look, and no problem; each with its place before it."""
    dois: int = 0
    compared: int = 0
    elsewhere: int = 0
    not_asked: tuple[tuple[str, NotAsked], ...] = ()
    """Key and reason."""

    def summary(self) -> str:
        """One line on how far the check went; how many problems it found is said elsewhere."""
        if not self.dois:
            return "There is no DOI to check."
        missed = len(self.not_asked)
        reason = self.not_asked[0][1].reason if missed else ""
        if missed == self.dois:
            cause = "no network" if self.not_asked[0][1].no_network else "no answer"
            return f"Nothing was checked: {cause} ({reason})."
        parts = [
            f"{self.dois - missed} of {self.dois} DOIs checked, {self.compared} of them compared with their records"
        ]
        if self.elsewhere:
            parts.append(f"{self.elsewhere} resolve, but are registered where this check does not ask")
        if missed:
            parts.append(f"{missed} not checked ({reason})")
        return "; ".join(parts) + "."


def check_dois(
    library: Library, look_up: Callable[[str], Answer], progress: Callable[[int, int], None] = lambda done, of: None
) -> Outcome:
    """Look up every DOI of `library`, in the order of the file, and compare it with its entry.

    Args:
        library: The bibliography.
        look_up: Answers for a bare DOI.
        progress: Told before each DOI how many are done, and of how many.
    """
    wanted = [reference for held in library.values() for reference in _with_doi(held)]
    outcome, problems, remarks = Outcome(dois=len(wanted)), list[Problem](), list[str]()
    missed: list[tuple[str, NotAsked]] = []
    for done, reference in enumerate(wanted):
        progress(done, len(wanted))
        here = Location(library.file, reference.line)
        answer = look_up(reference.doi)
        if isinstance(answer, NotAsked):
            missed.append((reference.key, answer))
        elif isinstance(answer, Unknown):
            message = f"no registry knows the DOI of '{reference.key}': '{reference.doi}'"
            problems.append(
                Problem("unknown-doi", here, message, f"Compare it with the work: {doi_url(reference.doi)}")
            )
        elif isinstance(answer, Elsewhere):
            outcome = replace(outcome, elsewhere=outcome.elsewhere + 1)
        else:
            outcome = replace(outcome, compared=outcome.compared + 1)
            problems.extend(compare(reference, answer, library.file))
            if remark := year_remark(reference, answer):
                remarks.append(f"{here}: {remark}")
    return replace(outcome, problems=tuple(in_order(problems)), remarks=tuple(remarks), not_asked=tuple(missed))


def _with_doi(reference: Reference) -> Iterator[Reference]:
    """The entry, and its record in the other language when that has a DOI of its own."""
    if reference.doi:
        yield reference
    twin = reference.twin
    if twin and twin.doi and twin.doi.lower() != reference.doi.lower():
        yield twin
