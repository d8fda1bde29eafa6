namespace ActorSync.Core.Gateway;

/// <summary>The statuses of an answer that more than one part of the gateway acts on.</summary>
public static class AnswerStatus
{
    /// <summary>The token is refused.</summary>
    public const int Unauthorized = 401;

    /// <summary>A limit of the target is reached.</summary>
    public const int TooManyRequests = 429;

    /// <summary>From here on the fault is the target's.</summary>
    public const int FirstServerError = 500;

    /// <summary>Whether the status says enough whatever the body is; any other answer is only the target's where its body is.</summary>
    public static bool SaysEnough(int status) => status is >= FirstServerError or Unauthorized or TooManyRequests;
}
