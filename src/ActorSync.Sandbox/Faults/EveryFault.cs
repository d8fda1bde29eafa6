using System.Collections.Immutable;

namespace ActorSync.Sandbox.Faults;

/// <summary>Every kind of fault that a correct client survives, for whoever wants them all at once.</summary>
/// <remarks>
/// Each kind has the same probability, divided over its forms (before and after the request was done, the statuses).
/// Left out: <see cref="FaultKind.PageSizeCapped"/>, which is how a target is and not what befalls a request;
/// <see cref="FaultKind.RequestTooLarge"/> and <see cref="FaultKind.UserForbidden"/>, which say that the request is at fault;
/// and <see cref="FaultKind.RetryAfterAbsurd"/>, which keeps a client out for as long as the client's own cap allows.
/// </remarks>
public static class EveryFault
{
    private static readonly ImmutableArray<string[]> Forms =
    [
        ["token-throttle"],
        ["too-many-requests:seconds=1"],
        ["throttle-hidden:status=500"],
        ["retry-after-missing"],
        ["retry-after-date"],
        ["retry-after-rfc850"],
        ["retry-after-asctime"],
        ["retry-after-past-date"],
        ["retry-after-fractional"],
        ["retry-after-negative"],
        ["retry-after-junk"],
        ["retry-after-empty"],
        ["retry-after-number-missing"],

        // A client refreshes once for a request, so that a token lives long enough for its second try.
        ["token-expires:seconds=10"],
        ["skill-writes-move-version"],
        ["version-clash:status=409", "version-clash:status=400", "version-clash:status=408"],
        ["expanded-fields-absent"],
        ["employer-info-absent"],
        ["response-too-large:size=100"],
        ["rows-repeated"],
        ["rows-shifted"],
        ["rows-skipped"],
        ["deleted-skills-listed"],
        ["bulk-applied-in-part:status=200", "bulk-applied-in-part:status=500"],
        ["bulk-clamped"],
        ["connection-closed", "connection-closed:applied=true"],
        ["connection-reset", "connection-reset:applied=true"],
        [
            "server-error:status=500", "server-error:status=502", "server-error:status=503", "server-error:status=504",
            "server-error:status=500,applied=true", "server-error:status=502,applied=true",
            "server-error:status=503,applied=true", "server-error:status=504,applied=true",
        ],
        ["server-error:route=oauth,status=503"],
        ["stall:seconds=16", "stall:seconds=16,applied=true"],
        ["html-answer", "html-answer:applied=true"],
        ["cut-off-answer", "cut-off-answer:applied=true"],
        ["answer-interrupted", "answer-interrupted:applied=true"],
        ["gzip-garbage", "gzip-garbage:applied=true"],
        ["gzip-answer"],
        ["user-not-found"],
        ["queue-not-found"],
        ["read-after-write-lag:seconds=5"],
        ["created-not-visible:seconds=5"],
    ];

    /// <summary>Returns the rules that arm every kind at this probability, above 0 and at most 1.</summary>
    public static ImmutableArray<FaultRule> At(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        return [.. Forms.SelectMany(forms => forms.Select(form => Rule(form) with { Probability = probability / forms.Length }))];
    }

    private static FaultRule Rule(string form) => FaultRule.TryParse(form, out var problem) ?? throw new InvalidOperationException(problem);
}
