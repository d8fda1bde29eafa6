namespace ActorSync.Engine.Tests.Contract;

/// <summary>A request as the sandbox received it.</summary>
internal sealed record ReceivedRequest(string Method, string Path, string Route, int Status)
{
    /// <summary>The user whom the path names, or null.</summary>
    public string? User { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the answer was ready, or null where none was given.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    public bool IsWrite => Method is not "GET" && !Path.Contains("oauth", StringComparison.Ordinal);
}
