using System.Data.Common;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Journal;

/// <summary>Sets what SQLite keeps per connection, and gives writes the chance to gather.</summary>
/// <param name="epoch">The writer's epoch, which the journal's fence asks each connection for; null for one that has none.</param>
internal sealed class SqliteConnections(long? epoch) : ConnectionInterceptor
{
    /// <summary>How long a connection waits for another one's lock.</summary>
    public const int BusyMilliseconds = 5_000;

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
        SqliteFile.CheckUnmoved((SqliteConnection)connection);
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA synchronous=FULL;";
        command.ExecuteNonQuery();
        if (epoch is { } own && connection is SqliteConnection sqlite)
        {
            // A connection that goes back to its pool forgets its functions, so that each use gets its own.
            sqlite.CreateFunction(JournalFence.EpochFunction, () => own, isDeterministic: true);
        }
    }
}
