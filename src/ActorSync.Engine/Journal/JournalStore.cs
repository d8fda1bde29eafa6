using System.Text;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Journal;

/// <summary>Where one target's journal and snapshots are kept. A closed family.</summary>
public abstract record JournalStore
{
    private JournalStore()
    {
    }

    /// <summary>A SQLite file of its own.</summary>
    /// <param name="File">The full path.</param>
    public sealed record Sqlite(string File) : JournalStore;

    /// <summary>A schema of its own in a PostgreSQL database, so that targets do not meet.</summary>
    /// <param name="ConnectionString">How to reach the server; may hold a password, so it is never shown.</param>
    /// <param name="Schema">The schema's name, at most 63 bytes; see <see cref="SchemaOf"/>.</param>
    public sealed record Postgres(string ConnectionString, string Schema) : JournalStore
    {
        /// <inheritdoc/>
        public override string ToString() => $"{nameof(Postgres)} schema {Schema}";
    }

    /// <summary>A schema name for the folder of a target: lower case, and with a hash, as folder names differ where schema names may not.</summary>
    public static string SchemaOf(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);

        const int readable = 36;
        var letters = string.Concat(folder.Take(readable).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_'));
        var hash = StableHash.Of(Encoding.UTF8.GetBytes(folder));
        return $"actorsync_{letters}_{hash:x16}";
    }
}
