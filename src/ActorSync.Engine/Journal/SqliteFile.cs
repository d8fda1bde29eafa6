using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Journal;

/// <summary>Knows whether the file behind a connection is still the one at its path.</summary>
/// <remarks>A connection goes on with a file that was deleted or replaced, without an error, and what it stores is gone with the process.</remarks>
internal static class SqliteFile
{
    // SQLITE_FCNTL_HAS_MOVED: https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html.
    private const int HasMoved = 20;

    /// <summary>Does nothing where it is.</summary>
    /// <exception cref="IOException">It is not.</exception>
    public static void CheckUnmoved(SqliteConnection connection)
    {
        if (FileControl(connection.Handle!.DangerousGetHandle(), IntPtr.Zero, HasMoved, out var hasMoved) == 0 && hasMoved != 0)
        {
            throw new IOException($"The journal {connection.DataSource} was deleted, moved or replaced while it was in use.");
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(IntPtr database, IntPtr name, int operation, out int answer);
}
