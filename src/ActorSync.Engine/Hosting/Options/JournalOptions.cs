using ActorSync.Core.Leases;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>What stores the journal (section <c>Journal</c>).</summary>
public sealed record JournalOptions
{
    /// <summary>The store.</summary>
    public JournalProvider Provider { get; init; } = JournalProvider.Sqlite;

    /// <summary>For how long a writing process holds its target without a renewal, in seconds: so long others wait for one that is frozen or whose host is gone.</summary>
    public int LeaseSeconds { get; init; } = LeaseTerm.DefaultSeconds;

    /// <summary>For how many days after its end what a run did is kept; null for ever.</summary>
    public int? KeepDays { get; init; }

    /// <summary>How to reach a PostgreSQL server, its password included; null for SQLite.</summary>
    public Secret? ConnectionString { get; init; }
}
