using System.Buffers.Binary;
using System.Text;
using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>Writes one payload: variable-length numbers, each text once, instants near each other in a few bytes, and a checksum at the end.</summary>
/// <remarks><see cref="PayloadReader"/> reads it back. What is written once stays readable for ever: a change is a new manifest.</remarks>
internal sealed class PayloadWriter
{
    /// <summary>The least size of a payload: its checksum.</summary>
    public const int ChecksumSize = 4;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private byte[] _buffer = new byte[1024];
    private int _length;
    private long _baseTicks;
    private bool _hasBase;
    private RowRef? _lastRow;

    /// <summary>Who has which number, where people are written by number; null where the payload itself says who they are, as before version 4 of a batch.</summary>
    public PersonDirectory? People { get; set; }

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value)
    {
        Reserve(1)[0] = value;
        _length++;
    }

    /// <summary>Writes a flag.</summary>
    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Writes a number that is small most of the time: seven bits a byte, the lowest first.</summary>
    public void Number(ulong value)
    {
        var span = Reserve(10);
        var index = 0;
        while (value >= 0x80)
        {
            span[index++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[index++] = (byte)value;
        _length += index;
    }

    /// <summary>Writes a count or another number that is never negative.</summary>
    public void Count(int value) => Number((ulong)(uint)ArgumentNonNegative(value));

    /// <summary>Writes a number of either sign.</summary>
    public void Signed(long value) => Number(ZigZag(value));

    /// <summary>Writes a number that may be missing.</summary>
    public void Optional(int? value) => Number(value is { } known ? ZigZag(known) + 1 : 0);

    /// <summary>Writes a text or null; one that came before in this payload takes a byte or two.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(TextCode.Null);
        }
        else if (_texts.TryGetValue(value, out var index))
        {
            Number(TextCode.FirstEarlier + (ulong)index);
        }
        else
        {
            _texts.Add(value, _texts.Count);
            NewText(value);
        }
    }

    /// <summary>Writes a digest in full.</summary>
    public void Digest(Digest value)
    {
        value.CopyTo(Reserve(Core.Audit.Digest.Size));
        _length += Core.Audit.Digest.Size;
    }

    /// <summary>Writes which user it is.</summary>
    public void User(UserId user)
    {
        if (People is { } people)
        {
            Count(people.NumberOf(user));
        }
        else
        {
            Text(user.Value);
        }
    }

    /// <summary>Writes a row of a source file or null; the one that was written last takes a byte, and one near it few more.</summary>
    public void Row(RowRef? value)
    {
        if (value is not { } row)
        {
            Number(RowCode.Null);
        }
        else if (value == _lastRow)
        {
            Number(RowCode.Last);
        }
        else
        {
            Number(RowCode.FirstFile + (uint)row.File);
            Signed((long)row.Line - (_lastRow?.Line ?? 0));
            _lastRow = row;
        }
    }

    /// <summary>Writes what the table of people keeps where there is one: then only whether there is something.</summary>
    public void Personal(string? value, Action<PayloadWriter, string?> write)
    {
        if (People is null)
        {
            write(this, value);
        }
        else
        {
            Flag(value is not null);
        }
    }

    /// <summary>Writes an instant exactly, or null: a UTC day's beginning or last millisecond in about 3 bytes, others by their distance from the first of them.</summary>
    public void Instant(Instant? value)
    {
        if (value is not { } instant)
        {
            Number(InstantCode.Null);
            return;
        }

        var ticks = instant.ToUnixTimeTicks();
        var wholeTicks = NodaTime.Instant.FromUnixTimeTicks(ticks) == instant;
        if (wholeTicks && ticks % NodaConstants.TicksPerDay == 0)
        {
            Number((ZigZag(ticks / NodaConstants.TicksPerDay) << InstantCode.Bits) | InstantCode.Days);
            return;
        }

        if (wholeTicks && (ticks + NodaConstants.TicksPerMillisecond) % NodaConstants.TicksPerDay == 0)
        {
            var day = ((ticks + NodaConstants.TicksPerMillisecond) / NodaConstants.TicksPerDay) - 1;
            Number((ZigZag(day) << InstantCode.Bits) | InstantCode.DayEnds);
            return;
        }

        if (!_hasBase)
        {
            _hasBase = true;
            _baseTicks = ticks;
            Number(InstantCode.Base);
            Signed(ticks);
            Number(wholeTicks ? 0UL : (ulong)(instant - NodaTime.Instant.FromUnixTimeTicks(ticks)).SubsecondNanoseconds);
            return;
        }

        var distance = ticks - _baseTicks;
        if (wholeTicks && distance % NodaConstants.TicksPerMillisecond == 0)
        {
            Number((ZigZag(distance / NodaConstants.TicksPerMillisecond) << InstantCode.Bits) | InstantCode.Milliseconds);
        }
        else
        {
            Number(InstantCode.Exact);
            Signed(distance);
            Number(wholeTicks ? 0UL : (ulong)(instant - NodaTime.Instant.FromUnixTimeTicks(ticks)).SubsecondNanoseconds);
        }
    }

    /// <summary>Writes a level exactly; trailing zeros are not kept, as 3.0 equals 3.</summary>
    public void Level(Level level)
    {
        // Dividing by 1 with every possible decimal place takes trailing zeros off a decimal.
        var value = level.Value / 1.0000000000000000000000000000m;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var scale = (parts[3] >> 16) & 0xFF;
        var small = value >= 0 && parts[1] == 0 && parts[2] == 0 && scale < LevelCode.Exact;
        if (small)
        {
            Number(((ulong)(uint)parts[0] << LevelCode.Bits) | (uint)scale);
            return;
        }

        Number(LevelCode.Exact);
        var span = Reserve(16);
        for (var part = 0; part < parts.Length; part++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(span[(part * 4)..], parts[part]);
        }

        _length += 16;
    }

    /// <summary>Begins another payload in the same memory.</summary>
    public void Restart()
    {
        _texts.Clear();
        _length = 0;
        _baseTicks = 0;
        _hasBase = false;
        _lastRow = null;
    }

    /// <summary>The finished payload with its checksum.</summary>
    public byte[] Finish()
    {
        var checksum = (uint)StableHash.Of(_buffer.AsSpan(0, _length));
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(ChecksumSize), checksum);
        _length += ChecksumSize;
        return _buffer.AsSpan(0, _length).ToArray();
    }

    private static int ArgumentNonNegative(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void NewText(string value)
    {
        if (value.Length == 36 && Guid.TryParseExact(value, "D", out var guid) && guid.ToString("D") == value)
        {
            Number(TextCode.Uuid);
            guid.TryWriteBytes(Reserve(16));
            _length += 16;
            return;
        }

        try
        {
            var size = StrictUtf8.GetByteCount(value);
            Number(TextCode.Utf8);
            Count(size);
            StrictUtf8.GetBytes(value, Reserve(size));
            _length += size;
        }
        catch (EncoderFallbackException)
        {
            // A lone surrogate has no UTF-8 form, and what is stored must come back as it was.
            Number(TextCode.Utf16);
            Count(value.Length);
            foreach (var unit in value)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), unit);
                _length += 2;
            }
        }
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _length < size)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + size));
        }

        return _buffer.AsSpan(_length);
    }
}
