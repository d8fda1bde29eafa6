namespace ActorSync.Sandbox.Limits;

/// <summary>What a 429 calls the limit that refused a request, in the body and in the log.</summary>
internal sealed record LimitName(string Key, string Namespace)
{
    private const string Platform = "platform.api";

    /// <summary>The allowance of one token.</summary>
    public static readonly LimitName Token = new("client.credentials.token.rate.per.minute", Platform);

    /// <summary>The allowance of all tokens on one route.</summary>
    public static readonly LimitName Route = new("route.requests.rate.per.minute", Platform);

    /// <summary>The allowance of the whole organisation on the queue routes.</summary>
    public static readonly LimitName Queues = new("organization.queue.requests.rate.per.minute", "routing");

    /// <summary>The allowance of the whole organisation on every route.</summary>
    public static readonly LimitName Organization = new("organization.requests.rate.per.minute", Platform);
}
