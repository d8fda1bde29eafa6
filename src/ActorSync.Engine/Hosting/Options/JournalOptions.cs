namespace ActorSync.Engine.Hosting.Options;

/// <summary>What stores the journal (section <c>Journal</c>).</summary>
public sealed record JournalOptions
{
    /// <summary>The store.</summary>
    public JournalProvider Provider { get; init; } = JournalProvider.Sqlite;

    /// <summary>How to reach a PostgreSQL server, its password included; null for SQLite.</summary>
    public Secret? ConnectionString { get; init; }
}
