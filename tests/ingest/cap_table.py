"""
Make packages of the Open Cap Format: one company, its investors and what they bought.
"""

from __future__ import annotations

import json
import zipfile
from hashlib import md5
from io import BytesIO
from typing import Any

FILES = {
    "Stakeholders.ocf.json": "OCF_STAKEHOLDERS_FILE",
    "StockClasses.ocf.json": "OCF_STOCK_CLASSES_FILE",
    "Transactions.ocf.json": "OCF_TRANSACTIONS_FILE",
}
KEYS = {
    "Stakeholders": "stakeholders_files",
    "StockClasses": "stock_classes_files",
    "Transactions": "transactions_files",
}


def won(amount: str) -> dict[str, str]:
    """
    Give an amount in won.
    """
    return {"amount": amount, "currency": "KRW"}


def person(name: str, kind: str, relation: str) -> dict[str, Any]:
    """
    Give a stakeholder, called by the name as id.
    """
    return {
        "object_type": "STAKEHOLDER",
        "id": f"p-{name}",
        "name": {"legal_name": name},
        "stakeholder_type": kind,
        "current_relationships": [relation],
    }


def issuance(number: int, holder: str, stock_class: str, quantity: str, price: str) -> dict[str, Any]:
    """
    Give the issuance of stock.
    """
    return {
        "object_type": "TX_STOCK_ISSUANCE",
        "id": f"t-{number}",
        "security_id": f"s-{number}",
        "custom_id": f"PS-{number}",
        "date": "2026-02-03",
        "stakeholder_id": f"p-{holder}",
        "stock_class_id": stock_class,
        "quantity": quantity,
        "share_price": won(price),
    }


def items() -> dict[str, list[dict[str, Any]]]:
    """
    Give the objects of a sound package: a founder's common stock, an investor's preferred stock and a note.
    """
    preferred = {
        "object_type": "STOCK_CLASS",
        "id": "c-pref",
        "name": "Series A",
        "class_type": "PREFERRED",
        "conversion_rights": [{"converts_to_stock_class_id": "c-common"}],
        "liquidation_preference_multiple": "3",
        "participation_cap_multiple": "5",
        "votes_per_share": "1",
    }
    common = {"object_type": "STOCK_CLASS", "id": "c-common", "name": "Common", "class_type": "COMMON"}
    rate = {"interest_rates": [{"rate": "0.0899"}], "conversion_valuation_cap": won("5000000000")}
    note = {
        "object_type": "TX_CONVERTIBLE_ISSUANCE",
        "id": "t-9",
        "security_id": "s-9",
        "custom_id": "CN-9",
        "date": "2026-03-04",
        "stakeholder_id": "p-가람벤처투자",
        "convertible_type": "NOTE",
        "investment_amount": won("300000000"),
        "conversion_triggers": [{"conversion_right": {"conversion_mechanism": rate}}],
    }
    return {
        "Stakeholders.ocf.json": [
            person("김창업", "INDIVIDUAL", "FOUNDER"),
            person("가람벤처투자", "INSTITUTION", "INVESTOR"),
        ],
        "StockClasses.ocf.json": [common, preferred],
        "Transactions.ocf.json": [
            issuance(1, "김창업", "c-common", "100000", "500"),
            issuance(2, "가람벤처투자", "c-pref", "20000", "50000"),
            note,
        ],
    }


def written(objects: dict[str, list[dict[str, Any]]]) -> dict[str, bytes]:
    """
    Write the files of a package, without its manifest.
    """
    return {
        name: json.dumps({"file_type": FILES[name], "items": listed}, ensure_ascii=False).encode()
        for name, listed in objects.items()
    }


def manifest(files: dict[str, bytes], version: str = "1.2.0") -> bytes:
    """
    Write the manifest of files.
    """
    listed = {
        KEYS[name.partition(".")[0]]: [
            {"filepath": f"./{name}", "md5": md5(content, usedforsecurity=False).hexdigest()}
        ]
        for name, content in files.items()
    }
    issuer = {
        "object_type": "ISSUER",
        "id": "i-1",
        "legal_name": "주식회사 시험로봇",
        "formation_date": "2024-01-02",
        "country_of_formation": "KR",
        "tax_ids": [{"tax_id": "124-81-00998", "country": "KR"}],
    }
    head = {"file_type": "OCF_MANIFEST_FILE", "ocf_version": version, "issuer": issuer, "as_of": "2026-06-30"}
    return json.dumps(head | listed, ensure_ascii=False).encode()


def packed(files: dict[str, bytes]) -> bytes:
    """
    Pack files into a ZIP folder.
    """
    written_to = BytesIO()
    with zipfile.ZipFile(written_to, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in files.items():
            container.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written_to.getvalue()


def package(objects: dict[str, list[dict[str, Any]]] | None = None, version: str = "1.2.0") -> bytes:
    """
    Pack a whole package.
    """
    files = written(objects or items())
    return packed(
        {"cap/Manifest.ocf.json": manifest(files, version), **{f"cap/{name}": one for name, one in files.items()}}
    )
