using System.Data.Common;
using System.Runtime.CompilerServices;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActorSync.Engine.Journal;

/// <summary>Sets what SQLite keeps per connection, and gives writes the chance to gather.</summary>
/// <param name="epoch">The writer's epoch, which the journal's fence asks each connection for; null for one that has none.</param>
internal sealed class SqliteConnections(long? epoch) : ConnectionInterceptor
{
    /// <summary>How long a connection waits for another one's lock.</summary>
    public const int BusyMilliseconds = 5_000;

    // What a connection is told stays with its handle, which the pool keeps.
    private readonly ConditionalWeakTable<sqlite3, object> _set = [];

    /// <inheritdoc/>
    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => Set(connection);

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        Set(connection);

        // SQLite's client completes every call on the spot, so the plugin's queue would never fill and each row would be a
        // commit of its own. Letting go here once lets other actors' rows join this one's commit.
        await Task.Yield();
    }

    private void Set(DbConnection connection)
    {
        JournalMeter.CountOpened(connection.DataSource);
        var sqlite = (SqliteConnection)connection;
        SqliteFile.CheckUnmoved(sqlite);
        if (!_set.TryGetValue(sqlite.Handle!, out _))
        {
            using var command = sqlite.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA synchronous=FULL;";
            command.ExecuteNonQuery();
            _set.AddOrUpdate(sqlite.Handle!, this);
        }

        if (epoch is { } own)
        {
            // A connection that goes back to its pool forgets its functions, so that each use gets its own.
            sqlite.CreateFunction(JournalFence.EpochFunction, () => own, isDeterministic: true);
        }
    }
}
