namespace ActorSync.Sandbox.State;

/// <summary>A certification of the guide dialect's catalogue.</summary>
internal sealed record Certification(string Id, string Name, int ValidityInDays) : INamed
{
    public string? Description { get; init; }
}
