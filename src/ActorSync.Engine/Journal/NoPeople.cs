namespace ActorSync.Engine.Journal;

/// <summary>The table of people of a process that has no journal and remembers nothing.</summary>
public sealed class NoPeople : IPersonTable
{
    /// <summary>The only instance needed.</summary>
    public static readonly NoPeople Instance = new();

    /// <inheritdoc/>
    public IReadOnlyList<PersonIdentity> Load(int partition) => [];

    /// <inheritdoc/>
    public Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people) => Task.CompletedTask;
}
