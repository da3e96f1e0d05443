"""``python -m bench.registers psc --records 5000000 -o FILE``: write a file with the shape of a full register."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.registers import FULL, REGISTERS, write


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.registers", description=__doc__)
    parser.add_argument("register", choices=REGISTERS)
    parser.add_argument("--records", type=int, help="how many; without it as many as the whole register has")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="packed where it ends in .gz or .zip")
    options = parser.parse_args()
    write(options.register, FULL[options.register] if options.records is None else options.records, options.output, options.seed)


if __name__ == "__main__":
    main()
