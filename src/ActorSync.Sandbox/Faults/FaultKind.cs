namespace ActorSync.Sandbox.Faults;

/// <summary>What can be wrong with a target; each kind says which parameters of <see cref="FaultRule"/> it reads.</summary>
public enum FaultKind
{
    /// <summary>The token endpoint answers 400 <c>invalid_request</c> with "rate limit exceeded;".</summary>
    TokenThrottle,

    /// <summary>A 429 out of the blue; the token is paused for <c>seconds</c> (default 1).</summary>
    TooManyRequests,

    /// <summary>A 429 carries no Retry-After.</summary>
    RetryAfterMissing,

    /// <summary>A 429 carries its Retry-After as an HTTP-date.</summary>
    RetryAfterDate,

    /// <summary>The token expires in the middle: 401 for this request and for all later ones with it.</summary>
    TokenExpires,

    /// <summary>Genesys: a write to a user's skills moves the user's version.</summary>
    SkillWritesMoveVersion,

    /// <summary>Genesys: a write to a user meets another one: nothing is applied, the version moves, <c>status</c> is 409, 400 or 408.</summary>
    VersionClash,

    /// <summary>Genesys: rows of a user listing lack the expanded skills and certifications; probability is over the users.</summary>
    ExpandedFieldsAbsent,

    /// <summary>Genesys: rows of a user listing lack the expanded employerInfo; probability is over the users.</summary>
    EmployerInfoAbsent,

    /// <summary>Pages have at most <c>size</c> rows, whatever was asked for.</summary>
    PageSizeCapped,

    /// <summary>A page of more than <c>size</c> rows is 400 <c>response.entity.too.large</c>.</summary>
    ResponseTooLarge,

    /// <summary>A later page brings the last row of the page before it again.</summary>
    RowsRepeated,

    /// <summary>A later page starts one row earlier, as if a user had been added in front since the first page.</summary>
    RowsShifted,

    /// <summary>A later page starts one row later, as if a user had been removed in front since the first page.</summary>
    RowsSkipped,

    /// <summary>Deleted skills are listed with state <c>deleted</c>.</summary>
    DeletedSkillsListed,

    /// <summary>Of a body with several items only the first half (rounded down) is applied, and the answer is <c>status</c> (default 200).</summary>
    BulkAppliedInPart,

    /// <summary>Of a body with more than 50 items the first 50 are applied and the others ignored in silence.</summary>
    BulkClamped,

    /// <summary>The connection closes without an answer; with <c>applied</c> after the request was done, else before.</summary>
    ConnectionClosed,

    /// <summary>The answer is <c>status</c> (500, 502 as HTML, 503 or 504; default 503); with <c>applied</c> after the request was done.</summary>
    ServerError,

    /// <summary>The answer takes <c>seconds</c> (default 16); with <c>applied</c> after the request was done, else before.</summary>
    Stall,

    /// <summary>A user that exists is answered with 404.</summary>
    UserNotFound,

    /// <summary>A user reads as before its last write for <c>seconds</c> (default 5) after it.</summary>
    ReadAfterWriteLag,
}
