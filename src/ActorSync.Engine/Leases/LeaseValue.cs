using System.Data;
using NodaTime;

namespace ActorSync.Engine.Leases;

/// <summary>A value of a statement about the lease, with its type, which a null does not tell.</summary>
internal readonly record struct LeaseValue(string Name, DbType Type, object? Value)
{
    /// <summary>A text.</summary>
    public static LeaseValue Text(string name, string? value) => new(name, DbType.String, value);

    /// <summary>A number.</summary>
    public static LeaseValue Number(string name, long value) => new(name, DbType.Int64, value);

    /// <summary>An instant, in milliseconds since 1970.</summary>
    public static LeaseValue Of(string name, Instant? value) => new(name, DbType.Int64, value?.ToUnixTimeMilliseconds());
}
