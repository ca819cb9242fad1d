"""The Word file beside each PDF of which the Print menu has one."""


def write_twin(printer, report, records, path):
    """Write the twin of what ``report`` prints into ``path``."""
    twin = f"{report}_word"
    if printer.env.ref(twin, raise_if_not_found=False):
        content, ending = printer._render_word(twin, records.ids)
        path.with_suffix(f".{ending}").write_bytes(content)
