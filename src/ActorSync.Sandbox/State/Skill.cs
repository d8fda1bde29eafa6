namespace ActorSync.Sandbox.State;

/// <summary>A skill of the catalogue at one moment.</summary>
internal sealed record Skill(string Id, string Name) : INamed
{
    public string? Description { get; init; }

    public string? ParentId { get; init; }

    /// <summary>One of <see cref="StateNames"/>.</summary>
    public string State { get; init; } = StateNames.Active;

    public int Version { get; init; } = 1;

    public bool IsDeleted => State == StateNames.Deleted;
}
