namespace ActorSync.Engine.Hosting.Options;

/// <summary>Where the journal is stored (<c>Journal:Provider</c>).</summary>
public enum JournalProvider
{
    /// <summary>Embedded, in the state directory.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, named by <c>Journal:ConnectionString</c>.</summary>
    Postgres,
}
