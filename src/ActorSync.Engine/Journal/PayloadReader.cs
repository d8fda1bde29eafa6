using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote, and throws <see cref="UnreadablePayloadException"/> on anything else.</summary>
internal sealed class PayloadReader
{
    private const string TooEarly = "it ends too early";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _payload;
    private readonly string _manifest;
    private readonly int _end;
    private readonly List<string> _texts = [];
    private int _position;
    private long _baseTicks;
    private RowRef? _lastRow;

    /// <summary>Checks the checksum of <paramref name="payload"/> and starts at its first byte.</summary>
    /// <param name="payload">The whole payload.</param>
    /// <param name="manifest">What it is, for messages.</param>
    /// <param name="isChecked">Whether the checksum was found right before, or the payload has just been written.</param>
    public PayloadReader(byte[] payload, string manifest, bool isChecked = false)
    {
        _payload = payload;
        _manifest = manifest;
        _end = payload.Length - PayloadWriter.ChecksumSize;
        if (_end < 0)
        {
            throw Damaged("it is too short");
        }

        if (!isChecked && BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(_end)) != (uint)StableHash.Of(payload.AsSpan(0, _end)))
        {
            throw Damaged("its checksum does not match");
        }
    }

    /// <summary>Who has which number, where people stand by number; null where the payload itself says who they are.</summary>
    public PersonDirectory? People { get; init; }

    /// <summary>Reads one byte.</summary>
    public byte Byte() => _position < _end ? _payload[_position++] : throw Damaged(TooEarly);

    /// <summary>Reads a flag.</summary>
    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw Damaged($"{other} is no flag"),
    };

    /// <summary>Reads a number.</summary>
    public ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number has no end");
    }

    /// <summary>Reads a number of things that follow, which cannot be more than bytes are left.</summary>
    public int Count() => Number() is var count && count <= (ulong)(_end - _position) ? (int)count : throw Damaged($"{count} things cannot follow");

    /// <summary>Reads a number that is never negative and fits an <see cref="int"/>.</summary>
    public int Small()
    {
        var value = Number();
        return value <= int.MaxValue ? (int)value : throw Damaged($"{value} is too large");
    }

    /// <summary>Reads a number of either sign.</summary>
    public long Signed() => UnZigZag(Number());

    /// <summary>Reads a number that may be missing.</summary>
    public int? Optional() => Number() is var value and > 0 ? checked((int)UnZigZag(value - 1)) : null;

    /// <summary>Reads an enum whose values run from 0 without a gap.</summary>
    public T OneOf<T>()
        where T : struct, Enum
    {
        int value = Byte();
        var known = Unsafe.BitCast<int, T>(value);
        return Enum.IsDefined(known) ? known : throw Damaged($"{value} is no {typeof(T).Name}");
    }

    /// <summary>Reads a text that is never null.</summary>
    public string Text() => OptionalText() ?? throw Damaged("a text is missing");

    /// <summary>Reads a text or null.</summary>
    public string? OptionalText()
    {
        var code = Number();
        switch (code)
        {
            case TextCode.Null:
                return null;
            case TextCode.Utf8:
                return Keep(StrictUtf8.GetString(Take(Count())));
            case TextCode.Uuid:
                return Keep(new Guid(Take(16)).ToString("D"));
            case TextCode.Utf16:
                return Keep(string.Create(Count(), this, static (units, reader) =>
                {
                    for (var index = 0; index < units.Length; index++)
                    {
                        units[index] = (char)BinaryPrimitives.ReadUInt16LittleEndian(reader.Take(2));
                    }
                }));
            default:
                var index = code - TextCode.FirstEarlier;
                return index < (ulong)_texts.Count ? _texts[(int)index] : throw Damaged($"text {index} does not exist");
        }
    }

    /// <summary>Reads a digest.</summary>
    public Digest Digest() => new(Take(Core.Audit.Digest.Size));

    /// <summary>Reads which user it is.</summary>
    public UserId User() => People is { } people ? people.UserOf(people.Of(Small())) : new(Text());

    /// <summary>Reads a row of a source file or null.</summary>
    public RowRef? Row()
    {
        switch (Number())
        {
            case RowCode.Null:
                return null;
            case RowCode.Last:
                return _lastRow ?? throw Damaged("no row came before");
            case var file:
                _lastRow = new(checked((int)(file - RowCode.FirstFile)), checked((int)((_lastRow?.Line ?? 0) + Signed())));
                return _lastRow;
        }
    }

    /// <summary>Reads what the table of people keeps where there is one.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="kept">Takes it from the table; what somebody erased had is gone.</param>
    /// <param name="read">Reads it where the payload itself has it.</param>
    public string? Personal(UserId user, Func<PersonIdentity, string?> kept, Func<PayloadReader, string?> read)
    {
        if (People is not { } people)
        {
            return read(this);
        }

        return Flag() && people.TryFind(user, out var person) ? kept(person) : null;
    }

    /// <summary>Reads with <paramref name="read"/>, and takes a value that cannot be for damage.</summary>
    /// <exception cref="UnreadablePayloadException">The payload is damaged.</exception>
    public T Guarded<T>(Func<PayloadReader, T> read)
    {
        try
        {
            return read(this);
        }
        catch (Exception cause) when (cause is ArgumentException or OverflowException)
        {
            throw Damaged("it holds a value that cannot be", cause);
        }
    }

    /// <summary>Reads an instant that is never null.</summary>
    public Instant Instant() => OptionalInstant() ?? throw Damaged("an instant is missing");

    /// <summary>Reads an instant or null.</summary>
    public Instant? OptionalInstant()
    {
        var number = Number();
        var above = UnZigZag(number >> InstantCode.Bits);
        switch (number & InstantCode.Mask)
        {
            case InstantCode.Days:
                return NodaTime.Instant.FromUnixTimeTicks(checked(above * NodaConstants.TicksPerDay));
            case InstantCode.DayEnds:
                return NodaTime.Instant.FromUnixTimeTicks(checked(((above + 1) * NodaConstants.TicksPerDay) - NodaConstants.TicksPerMillisecond));
            case InstantCode.Milliseconds:
                return NodaTime.Instant.FromUnixTimeTicks(checked(_baseTicks + (above * NodaConstants.TicksPerMillisecond)));
        }

        switch (number)
        {
            case InstantCode.Null:
                return null;
            case InstantCode.Base:
                _baseTicks = Signed();
                return NodaTime.Instant.FromUnixTimeTicks(_baseTicks).PlusNanoseconds((long)Number());
            case InstantCode.Exact:
                return NodaTime.Instant.FromUnixTimeTicks(checked(_baseTicks + Signed())).PlusNanoseconds((long)Number());
            default:
                throw Damaged($"{number} marks no instant");
        }
    }

    /// <summary>Reads a level.</summary>
    public Level Level()
    {
        var number = Number();
        var places = (byte)(number & LevelCode.Mask);
        if (places != LevelCode.Exact)
        {
            return new(new decimal((int)(uint)(number >> LevelCode.Bits), 0, 0, isNegative: false, places));
        }

        var bytes = Take(16);
        Span<int> parts = stackalloc int[4];
        for (var part = 0; part < parts.Length; part++)
        {
            parts[part] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(part * 4)..]);
        }

        return new(new decimal(parts));
    }

    /// <summary>Checks that nothing follows.</summary>
    public void End()
    {
        if (_position != _end)
        {
            throw Damaged("something follows its end");
        }
    }

    /// <summary>The exception for a payload that holds what it cannot hold.</summary>
    public UnreadablePayloadException Damaged(string what, Exception? cause = null)
    {
        var message = $"The journal's payload {_manifest} of {_payload.Length} bytes is damaged at byte {_position}: {what}.";
        return cause is null ? new(message) : new(message, cause);
    }

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private string Keep(string text)
    {
        _texts.Add(text);
        return text;
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        if (_end - _position < size)
        {
            throw Damaged(TooEarly);
        }

        _position += size;
        return _payload.AsSpan(_position - size, size);
    }
}
