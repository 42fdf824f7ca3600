package dev.redress.decision;

/// Every optional member that a decision may have.
final class Complete {

    static final String MEMBERS = """
            {"notifiedAt": "2026-11-23T09:30:02.123456Z", "agent": {"id": "demo-agent", "version": "2026.11.1"},
             "policy": {"id": "refunds", "version": "7", "digest": "sha256:ab", "text": "1. Thirty days."},
             "prompt": {"name": "support-system", "version": "41", "digest": "sha256:cd"},
             "subject": {"ref": "cust-1182", "locale": "de", "jurisdiction": "DE",
                         "contact": {"email": "a@example.com", "phone": {"home": "+49 30 1"}},
                         "verification": {"hint": "last 4 digits",
                             "digest": "sha256:03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4"}},
             "facts": [{"id": "f1", "name": "Größe 👍", "value": {"a": [1, 1.50, 1e30, -0.0, null, true, ""]}, "source": "orders",
                        "observedAt": "2026-08-01T00:00:00+02:00", "correctable": true, "own": {"kept": "as sent"}}],
             "erased": ["/inputSnapshot/name"], "masked": ["/inputSnapshot/iban"],
             "counterfactuals": [{"change": "bought later", "result": "approved"}],
             "effect": {"type": "REFUSED", "territorialScope": ["DE"], "startsAt": "2026-11-23T09:30:00Z", "endsAt": null},
             "ground": {"kind": "CONTRACTUAL", "reference": "Terms 4.2", "url": "https://example.com/terms"},
             "runId": "run-77", "actor": {"sub": "support", "act": {"sub": "orchestrator"}},
             "commitments": [{"id": "c1", "type": "REFUND", "text": "We pay.", "amount": "49.90 EUR",
                              "dueAt": "2026-12-01T00:00:00Z", "actions": ["a1"]}],
             "actions": [{"id": "a1", "tool": "refunds.create", "arguments": {"x": 1}, "result": [], "system": "refunds",
                          "resourceId": "r1", "status": "OK", "at": "2026-11-23T09:30:00Z", "etag": "e1"}],
             "calls": [{"id": "k1", "step": "decide", "essential": true, "attempt": 3000000000, "hedgeOf": null,
                        "provider": "openai", "model": "gpt-4o", "startedAt": "2026-11-23T09:29:00Z",
                        "endedAt": "2026-11-23T09:30:00Z", "status": "OK", "errorType": null, "finishReasons": ["stop"],
                        "used": true, "usage": {"inputTokens": 812, "outputTokens": 95}}],
             "hops": [{"role": "inference", "operator": "o", "homeJurisdiction": "US", "region": "eu-west-1", "country": "IE",
                       "proof": {"kind": "provider_header", "value": "v"}}],
             "target": {"uri": "https://example.com/r1", "etagAtPlan": "1", "etagAtDecision": "2"},
             "trace": {"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331",
                       "schemaUrl": "https://example.com", "spans": [{"name": "decide"}]},
             "supersedes": null, "extensions": {"own": {"anything": [1, 2]}}}""";

    private Complete() {}
}
