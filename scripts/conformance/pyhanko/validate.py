"""Judges signatures with pyHanko's AdES validation (EN 319 102-1), many files in one process.

Reads a JSON object from stdin: {"trust": PEM, "files": [{"path", "online"}]}. Prints a JSON array with one object per signature.
With "online" false, revocation may come from the file alone.
"""

import asyncio
import json
import logging
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
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


async def judge(signature, spec):
    fact = {"field": signature.field_name}
    try:
        result = await ades_lta_validation(signature, spec)
        status = result.api_status
        stamp = result.signature_timestamp_status
        oldest = result.oldest_evidence_record_timestamp
        fact.update(
            judgement=str(result.ades_subindic),
            valid=bool(status and status.bottom_line),
            why=result.failure_msg,
            coverage=status.coverage.name if status and status.coverage else None,
            changes=status.modification_level.name if status and status.modification_level else None,
            timestamped=stamp is not None,
            archived=oldest is not None,
        )
    except Exception as error:  # A refusal is an answer too.
        fact.update(judgement=type(error).__name__, valid=False, why=str(error), timestamped=False, archived=False)
    return fact


async def main():
    asked = json.load(sys.stdin)
    answers = []
    for file in asked["files"]:
        spec = specification(asked["trust"], file["online"])
        with open(file["path"], "rb") as handle:
            reader = PdfFileReader(handle)
            for signature in reader.embedded_regular_signatures:
                answers.append({"file": file["path"], **await judge(signature, spec)})
    json.dump(answers, sys.stdout)


asyncio.run(main())
