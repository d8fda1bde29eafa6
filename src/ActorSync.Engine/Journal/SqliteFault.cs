using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Journal;

/// <summary>What an error of the embedded journal means.</summary>
internal static class SqliteFault
{
    // Primary codes: https://www.sqlite.org/rescode.html.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int Protocol = 15;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    // Extended codes of a row that stands there already.
    private static readonly int[] Unique = [1555, 2067];

    // Extended codes of what cannot be written, made to last, locked or made larger: of write, fsync, fsync of the folder, truncate, the side file's size and map, and lock. A read that fails does not pass.
    private static readonly int[] NotWritten = [778, 1034, 1290, 1546, 4874, 5386, 3850];

    /// <summary>Reads an error.</summary>
    public static JournalFault Read(SqliteException cause) => cause.SqliteErrorCode switch
    {
        Busy or Locked or Protocol => new(JournalFaultKind.Passing, "another process holds the journal locked"),
        Full => new(JournalFaultKind.Passing, "the journal's disk is full"),
        InputOutput when NotWritten.Contains(cause.SqliteExtendedErrorCode) => new(JournalFaultKind.Passing, "the journal's disk takes nothing in"),
        Constraint when Unique.Contains(cause.SqliteExtendedErrorCode) => new(JournalFaultKind.Taken, "a row stands in the journal already"),
        Corrupt or NotADatabase => new(JournalFaultKind.Damaged, cause.Message),
        _ => new(JournalFaultKind.Lasting, cause.Message),
    };
}
