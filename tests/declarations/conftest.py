"""An installation and a request to it, changed by tests, and the command run in this process."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carbonfoot.cli import main
from carbonfoot.factors.library import Library, open_library

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "standards"

WORKS = """\
carbonfoot: installation/1
installation:
  id: ANSAN-1
  name: Ansan works
  country: KR
  registry_id: KR-IN-000456
  unlocode: KR ASN
  address: {city: Ansan, street: 12 Haean-ro}
  coordinates: {latitude: "37.3215", longitude: "126.8308"}
  operator:
    name: Hanil Fastener Co., Ltd.
    bpn: BPNL0000000001AB
    registry_id: KR-OP-000123
    registration_number: 134-81-00000
    address: {city: Seoul}
    contact: {email: cbam@hanil.example}
  verification:
    verifier: Verify Co.
    accreditation: KAB-V-07
    standard: Implementing Regulation (EU) 2025/2546
    statement: VR-2026-118
    date: 2027-03-14
    link: https://verify.example/118
period: 2026
electricity:
  - {name: Grid, kind: grid, emission_factor: 0.459 t CO2/MWh, basis: official, source: "GIR, 2023"}
precursors:
  - {name: Wire rod, cn: 7213 91 10, country: KR, direct: 2.05 t CO2e/t, indirect: 0.2 t CO2e/t, electricity: 0.45 MWh/t,
     verified: yes}
processes:
  - name: Heading
    production_method: P24
    direct_emissions: 900 t CO2e
    electricity: 2400 MWh
    precursors: [{name: Wire rod, amount: 10500 t}]
    goods:
      - {cn: 7318 15 42, name: Screws M8, id: C1-M8, amount: 6000 t, route: E, steel_mill: 623108}
      - {cn: 7318 15 42, name: Screws M10, id: C1-M10, amount: 4000 t, route: E, steel_mill: 623108}
  - name: Nuts
    production_method: P24
    direct_emissions: 300 t CO2e
    electricity: 500 MWh
    precursors: [{name: Wire rod, amount: 1100 t}]
    goods:
      - {cn: 7318 16 40, name: "=Nuts, \\"self-locking\\"", id: N-8, amount: 1000 t, route: E}
carbon_prices: []
"""

REQUEST: dict[str, Any] = {
    "header": {
        "messageId": "5f2a0c1e-6a3d-4f0b-9d8e-2b7c4a1e9f30",
        "context": "CarbonBorderAdjustmentMechanism-CBAMAPI-Request:1.0.0",
        "senderBpn": "BPNL00000000IMPT",
        "receiverBpn": "BPNL0000000001AB",
        "sentDateTime": "2027-02-01T08:30:00+01:00",
        "version": "3.0.0",
    },
    "content": {
        "companyIds": {"requestingCompanyIds": [{"key": "BPNL", "value": "BPNL00000000IMPT"}]},
        "good": [
            {
                "cnCode": "73181542",
                "productIds": [{"key": "supplierPartId", "value": "C1-M8"}],
                "businessTransactionDetails": {
                    "transactionReferenceDocuments": [{"key": "invoice", "value": "INV-1"}],
                    "requestReferencePeriodStart": "2026-01-01T00:00:00Z",
                    "requestReferencePeriodEnd": "2026-12-31T23:59:59Z",
                    "requestNetMass": 120.5,
                },
            }
        ],
    },
}

Change = Callable[[dict[str, Any]], object]


class Answer(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def message(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]
Ask = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `carbonfoot` with arguments."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1804000000")

    def run_(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        code: object = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code or 0
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(code, int)
        return Answer(code, out.decode(), err.decode())

    return run_


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The installation document, in a folder of its own that commands run in."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "works.yaml"
    file.write_text(WORKS, encoding="utf-8")
    return file


@pytest.fixture
def request_file(works: Path) -> Callable[[Change | None], Path]:
    """The request, changed, beside the installation."""

    def written(change: Change | None = None) -> Path:
        message = copy.deepcopy(REQUEST)
        if change is not None:
            change(message)
        file = works.with_name("request.json")
        file.write_text(json.dumps(message, ensure_ascii=False, indent=2), encoding="utf-8")
        return file

    return written


@pytest.fixture
def ask(run: Run, works: Path, request_file: Callable[[Change | None], Path]) -> Ask:
    """The answer of `carbonfoot declare` to the request; `text`: replacements in the installation document."""

    def asked(change: Change | None = None, *options: str, text: dict[str, str] | None = None) -> Answer:
        document = WORKS
        for old, new in (text or {}).items():
            assert old in document
            document = document.replace(old, new)
        works.write_text(document, encoding="utf-8")
        request_file(change)
        return run(
            "declare", "works.yaml", "--as", "catenax-cbam-1.0.0", "--request", "request.json", *options
        )

    return asked


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def official() -> Any:
    """The official schema's validator, where the schema is there."""
    from jsonschema import Draft4Validator

    file = SHARED / "catenax" / "cbam-1.0.0" / "Cbam-schema.json"
    if not file.is_file():
        pytest.skip("the official schema is not there")
    return Draft4Validator(json.loads(file.read_text(encoding="utf-8")))
