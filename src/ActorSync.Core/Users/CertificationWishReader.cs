using System.Collections.Immutable;
using ActorSync.Core.Certifications;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Gathers the <see cref="CertificationWishes"/> of one person from a statement and from the ledger's dates.</summary>
internal sealed class CertificationWishReader(
    Holdings<CertificationId, HeldCertification> held, ImmutableArray<CertificationDates> dates, PlanningContext context, Instant now)
{
    private readonly Wishes<CertificationId, CertificationWish> _wishes = new();

    private readonly List<ItemRejection> _rejections = [];
    private ImmutableArray<CertificationDates> _dates = dates;

    /// <summary>Reads the statement of a person who is here.</summary>
    public void ReadStatement(StatedList<StatedCertification, CertificationName> stated)
    {
        LeaveUntouched(stated);

        foreach (var item in stated.Items)
        {
            if (!context.Taxonomy.TryFind(item.Name, out var id))
            {
                _rejections.Add(TargetRejection.CertificationMissing(item));
            }
            else if (!_wishes.ContainsKey(id) && context.Taxonomy.IsManaged(id))
            {
                Read(item, id);
            }
        }
    }

    /// <summary>Reads what ends by itself of the statement of a person who has gone; nothing is renewed for them.</summary>
    public void ReadEndings(StatedList<StatedCertification, CertificationName> stated)
    {
        LeaveUntouched(stated);

        foreach (var item in stated.Items)
        {
            if (context.Taxonomy.TryFind(item.Name, out var id) && !_wishes.ContainsKey(id) && context.Taxonomy.IsManaged(id))
            {
                var wish = Wish(item.Renewal is Renewal.Lapse ? item : item with { Renewal = Renewal.None.Instance }, id);
                if (wish is CertificationWish.Over or CertificationWish.Lapse)
                {
                    _wishes[id] = wish;
                }
            }
        }
    }

    /// <summary>Where the target keeps bare names, ends what this statement does not mention and the ledger knows to have ended.</summary>
    public void FollowLedger()
    {
        if (context.Capabilities.CertificationsAreDated)
        {
            return; // The target itself ends a certification by its date.
        }

        foreach (var known in _dates)
        {
            if (_wishes.ContainsKey(known.Certification) || !context.Taxonomy.IsManaged(known.Certification))
            {
                continue;
            }

            if (known.OfficialExpiry is { } official && ExpiresOn(official) is var expiresOn && expiresOn <= now)
            {
                _wishes[known.Certification] = new CertificationWish.Over(known.IssuedOn, expiresOn, Origin: null);
            }
            else if (known.EndedAt is not null && !held.Contains(known.Certification))
            {
                _wishes[known.Certification] = new CertificationWish.Lapse(Origin: null); // Its gate may have been left behind.
            }
        }
    }

    public CertificationWishes ToWishes() => new(_wishes, _dates, [.. _rejections]);

    private void LeaveUntouched(StatedList<StatedCertification, CertificationName> stated)
    {
        foreach (var name in stated.Untouched)
        {
            if (context.Taxonomy.TryFind(name, out var id))
            {
                _wishes[id] = CertificationWish.Leave.Instance;
            }
        }
    }

    private void Read(StatedCertification item, CertificationId id)
    {
        var wish = Wish(item, id);

        if (wish is CertificationWish.Keep && !held.Contains(id))
        {
            _rejections.Add(TargetRejection.Undated(item));
            wish = CertificationWish.Leave.Instance;
        }
        else if (wish is CertificationWish.Hold && context.GateOf(id) is { } gate && !context.TryResolve(gate, out _))
        {
            _rejections.Add(TargetRejection.GateMissing(item, gate));
            wish = CertificationWish.Leave.Instance;
        }

        _wishes[id] = wish;
    }

    private CertificationWish Wish(StatedCertification item, CertificationId id)
    {
        var remembered = _dates.Of(id);
        var renewal = RenewalRule.Decide(item, remembered, context.Taxonomy.Declared.Find(item.Name)!.ValidityInDays, context.Zone, now);

        // A target that keeps the dates is asked what an undated row means; one that keeps bare names leaves that to the ledger.
        var official = renewal.OfficialExpiry ?? (context.HasGates() ? remembered?.OfficialExpiry : null);
        var wish = Wish(item, id, official, renewal.IsRenewed);

        _dates = _dates.Noting(id, item.IssuedOn, official, isHeldAgain: wish is CertificationWish.Hold, renewal.Applied);
        return wish;
    }

    private CertificationWish Wish(StatedCertification item, CertificationId id, Instant? official, bool isRenewed)
    {
        var issuedOn = item.IssuedOn is { } issued ? ExpiryRule.ToMillisecond(issued) : (Instant?)null;
        var isOver = official is { } date && ExpiresOn(date) <= now;

        if (item.Renewal is Renewal.Lapse)
        {
            var hasEnded = context.Capabilities.CertificationsAreDated && (!held.TryGet(id, out var value) || value.HasEndedAt(now));
            return isOver && !hasEnded ? new CertificationWish.Over(issuedOn, ExpiresOn(official!.Value), item.Row) : new CertificationWish.Lapse(item.Row);
        }

        return official switch
        {
            null => CertificationWish.Keep.Instance,
            { } past when isOver => new CertificationWish.Over(issuedOn, ExpiresOn(past), item.Row),
            { } future => new CertificationWish.Hold(issuedOn, ExpiresOn(future), isRenewed ? OperationCause.Renewed : OperationCause.Stated, item.Row),
        };
    }

    private Instant ExpiresOn(Instant official) => ExpiryRule.ExpiresOn(official, context.Policies.ExpiryMargin);
}
