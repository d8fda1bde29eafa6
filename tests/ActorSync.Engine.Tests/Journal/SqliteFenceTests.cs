using ActorSync.Engine.Journal;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Tests.Journal;

public sealed class SqliteFenceTests : JournalFenceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected override JournalStore NewStore() => new JournalStore.Sqlite(_folder.File("journal.db"));

    private protected override long Count(JournalStore store, string table) => (long)Ask(store, $"SELECT count(*) FROM {table}")!;

    private protected override void Execute(JournalStore store, string sql) => Ask(store, string.Format(null, sql, string.Empty));

    private static object? Ask(JournalStore store, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={((JournalStore.Sqlite)store).File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
