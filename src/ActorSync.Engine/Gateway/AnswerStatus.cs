namespace ActorSync.Engine.Gateway;

/// <summary>The statuses of an answer that more than one part of the gateway acts on.</summary>
internal static class AnswerStatus
{
    /// <summary>The token is refused.</summary>
    public const int Unauthorized = 401;

    /// <summary>A limit of the target is reached.</summary>
    public const int TooManyRequests = 429;

    /// <summary>From here on the fault is the target's.</summary>
    public const int FirstServerError = 500;
}
