"""Labels of `carbonfoot import` for tables that are no bills of materials; see `import_words`."""

from __future__ import annotations

KINDS_WORDS = {
    "en": {
        "kind document": "a document as a workbook",
        "sheet": "sheet",
        "why values": "keys and values",
        "why lines": "a row a line: {}",
    },
    "ko": {
        "kind document": "엑셀로 내보낸 문서",
        "sheet": "시트",
        "why values": "항목과 값",
        "why lines": "한 행에 한 줄: {}",
    },
}
