using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActorSync.Core.Audit;

/// <summary>A SHA-256 value of 32 bytes; the default is all zeros, which stands before the first link of a chain.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    /// <summary>How many bytes it has.</summary>
    public const int Size = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>The digest that stands in <paramref name="bytes"/>, which are <see cref="Size"/> of them.</summary>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size, nameof(bytes));

        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(content, hash);
        return new(hash);
    }

    /// <summary>The digest that 64 hexadecimal digits tell, or null where they do not.</summary>
    public static Digest? TryParse(string? text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return text?.Length == Size * 2 && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? new(bytes) : null;
    }

    /// <summary>Writes the bytes to the beginning of <paramref name="to"/>.</summary>
    public void CopyTo(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, _first);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(to[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(to[24..], _fourth);
    }

    /// <inheritdoc/>
    public int CompareTo(Digest other) =>
        _first != other._first ? _first.CompareTo(other._first)
        : _second != other._second ? _second.CompareTo(other._second)
        : _third != other._third ? _third.CompareTo(other._third)
        : _fourth.CompareTo(other._fourth);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{_first:x16}{_second:x16}{_third:x16}{_fourth:x16}";
}
