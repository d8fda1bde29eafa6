using System.Collections.Immutable;

namespace ActorSync.Benchmarks.JournalPlaces;

/// <summary>Where a client keeps its journal, as it is told so.</summary>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Its environment variables; what reaches a server is a secret, and no argument.</param>
internal sealed record JournalPlace(ImmutableArray<string> Arguments, ImmutableSortedDictionary<string, string> Environment)
{
    private const string ConnectionVariable = "ACTORSYNC_Journal__ConnectionString";

    /// <summary>SQLite, in the client's own state.</summary>
    public static readonly JournalPlace Sqlite = new([], ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>A PostgreSQL database.</summary>
    public static JournalPlace Postgres(string connectionString) => new(
        ["--set", "Journal:Provider=postgres"],
        ImmutableSortedDictionary<string, string>.Empty.Add(ConnectionVariable, connectionString));

    /// <summary>By what a PostgreSQL database is reached; null for SQLite.</summary>
    public string? ConnectionString => Environment.GetValueOrDefault(ConnectionVariable);
}
