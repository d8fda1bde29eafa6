using System.Data.Common;
using System.Text;

namespace ActorSync.Engine.Backup;

/// <summary>A table's rows as bytes, the same whatever database they come from: the columns' names, each row after a one, and a zero at the end.</summary>
internal static class TableFormat
{
    private const byte Null = 0;
    private const byte Integer = 1;
    private const byte Text = 2;
    private const byte Bytes = 3;

    /// <summary>Writes what a query answers.</summary>
    /// <returns>How many rows that were.</returns>
    /// <exception cref="BackupRefusedException">A value is of a kind that no journal of this version has.</exception>
    public static long Write(DbDataReader rows, Stream to, CancellationToken cancellationToken)
    {
        using var writer = new BinaryWriter(to, Encoding.UTF8, leaveOpen: true);
        writer.Write7BitEncodedInt(rows.FieldCount);
        for (var column = 0; column < rows.FieldCount; column++)
        {
            writer.Write(rows.GetName(column));
        }

        long count = 0;
        for (; rows.Read(); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(true);
            for (var column = 0; column < rows.FieldCount; column++)
            {
                Write(writer, rows.GetValue(column));
            }
        }

        writer.Write(false);
        return count;
    }

    /// <summary>Reads the columns' names, and the rows while they are enumerated, once.</summary>
    public static (IReadOnlyList<string> Columns, IEnumerable<object?[]> Rows) Read(BinaryReader reader)
    {
        var columns = new string[reader.Read7BitEncodedInt()];
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = reader.ReadString();
        }

        return (columns, Rows(reader, columns.Length));
    }

    private static IEnumerable<object?[]> Rows(BinaryReader reader, int columns)
    {
        while (reader.ReadBoolean())
        {
            var row = new object?[columns];
            for (var column = 0; column < columns; column++)
            {
                row[column] = ReadValue(reader);
            }

            yield return row;
        }
    }

    // What is true on a server is 1 in a file.
    private static void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case DBNull:
                writer.Write(Null);
                break;
            case long or int or short or bool:
                writer.Write(Integer);
                writer.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case string text:
                writer.Write(Text);
                writer.Write(text);
                break;
            case byte[] bytes:
                writer.Write(Bytes);
                writer.Write7BitEncodedInt(bytes.Length);
                writer.Write(bytes);
                break;
            default:
                throw new BackupRefusedException($"The journal holds a value of the kind {value.GetType().Name}, which this version of ActorSync does not know. Use the version that wrote it.");
        }
    }

    private static object? ReadValue(BinaryReader reader) => reader.ReadByte() switch
    {
        Null => null,
        Integer => reader.ReadInt64(),
        Text => reader.ReadString(),
        Bytes => reader.ReadBytes(reader.Read7BitEncodedInt()),
        var kind => throw new InvalidDataException($"A value of the unknown kind {kind}."),
    };
}
