using System.Text;
using System.Text.Unicode;

namespace ActorSync.Engine.Sources;

/// <summary>Decodes the cells of one row side by side into one buffer, so that a row costs no strings.</summary>
internal sealed class CellBuffer
{
    private static readonly byte[] ReplacementCharacter = "\uFFFD"u8.ToArray();

    private char[] _chars = new char[1024];
    private int _used;

    /// <summary>Whether the bytes are strict UTF-8 without a replacement character.</summary>
    public static bool IsClean(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && bytes.IndexOf(ReplacementCharacter) < 0;

    /// <summary>The first bytes as text for a finding, undecodable ones replaced.</summary>
    public static string Excerpt(ReadOnlySpan<byte> bytes, Encoding? fallback)
    {
        const int enough = 1024;
        var head = bytes[..Math.Min(bytes.Length, enough)];
        return Decoder(head, fallback).GetString(head);
    }

    /// <summary>UTF-8 where the bytes are that, else what is declared, else UTF-8 with replacement characters.</summary>
    public static Encoding Decoder(ReadOnlySpan<byte> bytes, Encoding? fallback) => fallback is null || Utf8.IsValid(bytes) ? Encoding.UTF8 : fallback;

    /// <summary>Forgets the cells of the last row and makes room; no cell of it may be used after.</summary>
    /// <param name="bytes">The most bytes that will be decoded in all.</param>
    public void Reset(int bytes)
    {
        _used = 0;
        if (_chars.Length < bytes)
        {
            _chars = new char[Math.Max(bytes, _chars.Length * 2)];
        }
    }

    /// <summary>Decodes a cell.</summary>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var length = encoding.GetChars(bytes, _chars.AsSpan(_used));
        return Take(length);
    }

    /// <summary>Room for a cell that is written by others; <see cref="Take"/> says how long it became.</summary>
    public Span<char> Free() => _chars.AsSpan(_used);

    /// <summary>Takes what was written to <see cref="Free"/>.</summary>
    public ReadOnlySpan<char> Take(int length)
    {
        var cell = _chars.AsSpan(_used, length);
        _used += length;
        return cell;
    }
}
