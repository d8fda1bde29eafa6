namespace ActorSync.Engine.Tests.Contract;

/// <summary>A request as the sandbox received it.</summary>
internal sealed record ReceivedRequest(string Method, string Path, string Route, int Status)
{
    public bool IsWrite => Method is not "GET" && !Path.Contains("oauth", StringComparison.Ordinal);
}
