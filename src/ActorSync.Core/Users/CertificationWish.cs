using ActorSync.Core.Roster;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What is wanted of one certification of one person. A closed family.</summary>
internal abstract record CertificationWish
{
    private CertificationWish()
    {
    }

    /// <summary>It holds until a date that has not come.</summary>
    /// <param name="IssuedOn">The stated issue instant, or null to keep what is there.</param>
    /// <param name="ExpiresOn">The last instant at which it holds.</param>
    /// <param name="Cause">Stated or renewed.</param>
    /// <param name="Origin">The row that states it.</param>
    public sealed record Hold(Instant? IssuedOn, Instant ExpiresOn, OperationCause Cause, RowRef? Origin) : CertificationWish;

    /// <summary>It has ended by its date, which no policy concerns.</summary>
    /// <param name="IssuedOn">The stated issue instant, or null to keep what is there.</param>
    /// <param name="ExpiresOn">The last instant at which it held.</param>
    /// <param name="Origin">The row that states it, or null where only the ledger knows.</param>
    public sealed record Over(Instant? IssuedOn, Instant ExpiresOn, RowRef? Origin) : CertificationWish;

    /// <summary>The source lets it lapse, or the ledger knows that it was ended before its date.</summary>
    /// <param name="Origin">The row that states it, or null where only the ledger knows.</param>
    public sealed record Lapse(RowRef? Origin) : CertificationWish;

    /// <summary>It is stated without a date: what is there stays.</summary>
    public sealed record Keep : CertificationWish
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Keep Instance = new();
    }

    /// <summary>A rejected item meant it: neither written nor ended.</summary>
    public sealed record Leave : CertificationWish
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Leave Instance = new();
    }
}
