"""Judges signatures with pyHanko's AdES validation (EN 319 102-1), many files in one process.

Reads a JSON object from stdin: {"trust": PEM, "files": [{"path", "online"}]}. Prints a JSON array with one object per signature.
With "online" false, revocation may come from the file alone.
"""

import asyncio
import json
import logging
import sys
from dataclasses import replace

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.ades import (
    _dss_to_local_knowledge,
    ades_lta_validation,
    ades_with_time_validation,
)
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, FreshnessReqType, REQUIRE_REVINFO
from pyhanko_certvalidator.registry import SimpleTrustManager

logging.disable(logging.CRITICAL)


def specification(trust, online):
    rule = RevinfoOnlineFetchingRule.ALWAYS_FETCH if online else RevinfoOnlineFetchingRule.LOCAL_ONLY
    certificates = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[load_cert_from_pemder(trust)]),
        revinfo_policy=CertRevTrustPolicy(
            REQUIRE_REVINFO,
            freshness=None,
            freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
        ),
    )
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=certificates,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(online_fetching_rule=rule),
        )
    )


def has_timestamp(signature):
    attributes = signature.signer_info["unsigned_attrs"]
    return any(attribute["type"].native == "signature_time_stamp_token" for attribute in attributes or ())


async def long_term(signature, trust, online):
    """EN 319 102-1, 5.6.3, which takes a time-stamp for granted."""
    result = await ades_lta_validation(signature, specification(trust, online))
    status = result.api_status
    return status, {
        "judgement": str(result.ades_subindic),
        "valid": result.ades_subindic == AdESPassed.OK and bool(status and status.bottom_line),
        "why": result.failure_msg,
        "timestamped": result.signature_timestamp_status is not None,
        "archived": result.oldest_evidence_record_timestamp is not None,
    }


async def with_time(signature, trust, online):
    """EN 319 102-1, 5.5, with what the file's own security store says."""
    spec = specification(trust, online)
    signature.compute_integrity_info(diff_policy=spec.diff_policy)
    own = replace(spec.signature_validation_spec, local_knowledge=_dss_to_local_knowledge(signature.reader))
    result = await ades_with_time_validation(
        signed_data=signature.signed_data,
        validation_spec=own,
        raw_digest=signature.compute_digest(),
        extra_status_kwargs=signature.summarise_integrity_info(),
        status_cls=PdfSignatureStatus,
    )
    status = result.api_status
    passed = result.ades_subindic == AdESPassed.OK
    return status, {
        "judgement": str(result.ades_subindic),
        "valid": passed and bool(status and status.bottom_line),
        "why": result.failure_msg,
        "timestamped": passed,
        "archived": False,
    }


async def basic(signature, trust, online):
    """EN 319 102-1, 5.3, by pyHanko's older interface: the newer one cannot judge a PDF signature without a time-stamp."""
    context = ValidationContext(
        trust_roots=[load_cert_from_pemder(trust)], allow_fetching=online, revocation_mode="require"
    )
    status = await async_validate_pdf_signature(signature, signer_validation_context=context)
    problem = status.trust_problem_indic
    intact = status.intact and status.valid
    return status, {
        "judgement": str(problem) if problem else str(AdESPassed.OK) if intact else "HASH_FAILURE",
        "valid": status.bottom_line,
        "why": str(status.error_time_horizon) if status.error_time_horizon else None,
        "timestamped": False,
        "archived": False,
    }


async def judge(signature, trust, online):
    fact = {"field": signature.field_name}
    archived = any(
        stamp.signed_revision > signature.signed_revision for stamp in signature.reader.embedded_timestamp_signatures
    )
    process = long_term if archived else with_time if has_timestamp(signature) else basic
    try:
        status, found = await process(signature, trust, online)
        fact.update(
            found,
            coverage=status.coverage.name if status and status.coverage else None,
            changes=status.modification_level.name if status and status.modification_level else None,
        )
    except Exception as error:  # A refusal is an answer too.
        fact.update(judgement=type(error).__name__, valid=False, why=str(error), timestamped=False, archived=False)
    return fact


async def main():
    asked = json.load(sys.stdin)
    answers = []
    for file in asked["files"]:
        with open(file["path"], "rb") as handle:
            reader = PdfFileReader(handle)
            for signature in reader.embedded_regular_signatures:
                answers.append({"file": file["path"], **await judge(signature, asked["trust"], file["online"])})
    json.dump(answers, sys.stdout)


asyncio.run(main())
