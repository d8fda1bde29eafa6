namespace ActorSync.Sandbox.Faults;

/// <summary>What can be wrong with a target; each kind says which parameters of <see cref="FaultRule"/> it reads.</summary>
public enum FaultKind
{
    /// <summary>The token endpoint answers 400 <c>invalid_request</c> with "rate limit exceeded;".</summary>
    TokenThrottle,

    /// <summary>A 429 out of the blue; the token is paused for <c>seconds</c> (default 1).</summary>
    TooManyRequests,

    /// <summary>A 429 shows as another error, <c>status</c> (default 500), whose message speaks of something not found, as a back end in between would.</summary>
    ThrottleHidden,

    /// <summary>A 429 carries no Retry-After; the number in its message stays.</summary>
    RetryAfterMissing,

    /// <summary>A 429 carries its Retry-After as an HTTP-date.</summary>
    RetryAfterDate,

    /// <summary>A 429 carries its Retry-After as a date of RFC 850.</summary>
    RetryAfterRfc850,

    /// <summary>A 429 carries its Retry-After as a date of C's asctime.</summary>
    RetryAfterAsctime,

    /// <summary>A 429 carries a Retry-After that was an hour ago.</summary>
    RetryAfterPastDate,

    /// <summary>A 429 carries a fraction of seconds, such as 2.5, never too few.</summary>
    RetryAfterFractional,

    /// <summary>A 429 carries a negative number of seconds.</summary>
    RetryAfterNegative,

    /// <summary>A 429 carries a word in the place of a number.</summary>
    RetryAfterJunk,

    /// <summary>A 429 carries an empty Retry-After.</summary>
    RetryAfterEmpty,

    /// <summary>A 429 carries more seconds than there are in many thousand years; the pause itself is as it was.</summary>
    RetryAfterAbsurd,

    /// <summary>The message of a 429 says no number of seconds; the header stays.</summary>
    RetryAfterNumberMissing,

    /// <summary>The token expires in the middle: 401 for this request and for all later ones with it; it has lived for <c>seconds</c> (default 0) at least.</summary>
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

    /// <summary>The connection closes quietly (FIN) without an answer; with <c>applied</c> after the request was done, else before.</summary>
    ConnectionClosed,

    /// <summary>The connection is reset (RST) without an answer; with <c>applied</c> after the request was done, else before.</summary>
    ConnectionReset,

    /// <summary>The answer is <c>status</c> (500, 502 as HTML, 503 or 504; default 503), with Retry-After where <c>seconds</c> is given; with <c>applied</c> after the request was done.</summary>
    ServerError,

    /// <summary>The answer is a 200 with a page of HTML; with <c>applied</c> after the request was done, else before.</summary>
    HtmlAnswer,

    /// <summary>The answer is a 200 whose JSON ends after its first half; with <c>applied</c> after the request was done, else before.</summary>
    CutOffAnswer,

    /// <summary>The connection closes in the middle of the answer; with <c>applied</c> after the request was done, else before.</summary>
    AnswerInterrupted,

    /// <summary>The answer says that it is compressed and is not; with <c>applied</c> after the request was done, else before.</summary>
    GzipGarbage,

    /// <summary>The answer is compressed however small it is, for a client that accepts it.</summary>
    GzipAnswer,

    /// <summary>A body of more than <c>size</c> bytes (default 4096) is 413, beside the 512,000 bytes that always hold.</summary>
    RequestTooLarge,

    /// <summary>The answer takes <c>seconds</c> (default 16); with <c>applied</c> after the request was done, else before.</summary>
    Stall,

    /// <summary>A user that exists is answered with 404; by a probability below 1 not twice in a row.</summary>
    UserNotFound,

    /// <summary>A user that exists is answered with 403, as one in a division that the client does not see.</summary>
    UserForbidden,

    /// <summary>A queue that exists is answered with 404; by a probability below 1 not twice in a row.</summary>
    QueueNotFound,

    /// <summary>A user reads as before its last write for <c>seconds</c> (default 5) after it.</summary>
    ReadAfterWriteLag,

    /// <summary>A skill or certification that was just created is found by no read for <c>seconds</c> (default 5) after it.</summary>
    CreatedNotVisible,
}
