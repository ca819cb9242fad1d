"""“Soát thể thức” of all papers of the year that stand: nothing is left to be found."""

from devkit.steps import say


def read(place):
    """Read every paper that stands once more; end the demonstration where one has a
    fault."""
    office = place.as_user("xa")
    count = 0
    for model in sorted(office.registry.descendants(["cdht.checked"], "_inherit")):
        if not office[model]._abstract:
            count += check(office[model].search([]))
    say(f"  Soát thể thức: {count} văn bản, 0 lỗi")


def check(papers):
    """Read those that stand; return how many they are."""
    papers = papers.filtered(lambda paper: paper.state in paper._standing)
    papers._renew_findings()
    faults = [
        f"{paper.display_name}: {one.text} ({one.source})"
        for paper in papers
        for one in paper.finding_ids
    ]
    if faults:
        raise SystemExit("\n".join([f"Soát thể thức: {len(faults)} lỗi", *faults]))
    return len(papers)
