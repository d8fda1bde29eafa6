using ActorSync.Benchmarks.JournalPlaces;
using Npgsql;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Gives each measured run a journal of its own, and says what it takes on disk.</summary>
internal sealed class BenchJournals : IAsyncDisposable
{
    private const string SqliteFiles = "journal*";

    private PostgresProcess? _server;

    /// <summary>A new journal; the server is started when it is first needed.</summary>
    public async Task<JournalPlace> NewAsync(string kind, CancellationToken stop)
    {
        if (kind == "sqlite")
        {
            return JournalPlace.Sqlite;
        }

        _server ??= await PostgresProcess.StartAsync(stop);
        return await _server.NewJournalAsync(stop);
    }

    /// <summary>The bytes that a journal takes; of a server's those of the whole database, an empty one included.</summary>
    public static async Task<long> SizeAsync(JournalPlace place, string state, CancellationToken stop)
    {
        if (place.ConnectionString is not { } connectionString)
        {
            return Directory.Exists(state) ? Directory.GetFiles(state, SqliteFiles, SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) : 0;
        }

        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
