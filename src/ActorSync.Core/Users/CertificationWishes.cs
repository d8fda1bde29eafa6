using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What the source's statement and the ledger's dates want of a person's certifications.</summary>
/// <param name="ById">The wish for each certification that is spoken of.</param>
/// <param name="Dates">The ledger's dates with everything that the statement says.</param>
/// <param name="Rejections">Stated certifications that prove impossible on this target.</param>
internal sealed record CertificationWishes(
    Wishes<CertificationId, CertificationWish> ById,
    ImmutableArray<CertificationDates> Dates,
    ImmutableArray<ItemRejection> Rejections)
{
    /// <summary>The wishes of a person who is here.</summary>
    public static CertificationWishes Of(
        RosterPerson person,
        Holdings<CertificationId, HeldCertification> held,
        ImmutableArray<CertificationDates> dates,
        PlanningContext context,
        Instant now)
    {
        var reader = new CertificationWishReader(held, dates, context, now);
        reader.ReadStatement(person.Certifications);
        if (person.Certifications.Statement is not Statement.LeaveAsIs)
        {
            reader.FollowLedger();
        }

        return reader.ToWishes();
    }

    /// <summary>The wishes of a person who has gone: only what ends by its date or lapses; the rest is the removal policy's.</summary>
    public static CertificationWishes OfDeparted(
        RosterPerson? person,
        Holdings<CertificationId, HeldCertification> held,
        ImmutableArray<CertificationDates> dates,
        PlanningContext context,
        Instant now)
    {
        var reader = new CertificationWishReader(held, dates, context, now);
        if (person is not null)
        {
            reader.ReadEndings(person.Certifications);
        }

        reader.FollowLedger();
        return reader.ToWishes();
    }
}
