using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Journal;

/// <summary>How users, their ledgers and operations on them stand in a payload, version 1.</summary>
internal static class UserFormat
{
    private const byte Grant = 1;
    private const byte Rate = 2;
    private const byte Revoke = 3;
    private const byte Set = 4;
    private const byte End = 5;

    /// <summary>Writes a user as last seen.</summary>
    public static void Write(PayloadWriter to, ObservedUser user)
    {
        to.User(user.Id);
        to.Personal(user.EmployeeId, static (to, id) => to.Text(id));
        to.Personal(user.Email, WriteEmail);
        to.Byte((byte)user.State);
        to.Optional(user.Version);
        to.Text(user.DivisionId);
        to.Text(user.DivisionName);
        WriteHoldings(to, user.Skills, static (to, skill, level) =>
        {
            to.Text(skill.Value);
            to.Level(level);
        });
        WriteHoldings(to, user.Certifications, static (to, certification, held) =>
        {
            to.Text(certification.Value);
            Write(to, held);
        });
        to.Instant(user.ObservedAt);
        to.Flag(user.ProfileNames is not null);
        if (user.ProfileNames is { } names)
        {
            WriteAll(to, names.Values, static (to, name) => to.Text(name));
        }
    }

    /// <summary>Reads a user as last seen.</summary>
    public static ObservedUser ReadObserved(PayloadReader from)
    {
        var user = from.User();
        return new(
            user,
            from.Personal(user, static person => person.TargetEmployee, static from => from.OptionalText()),
            from.Personal(user, static person => person.Email, ReadEmail),
            from.OneOf<UserState>(),
            from.Optional(),
            from.OptionalText(),
            from.OptionalText(),
            ReadHoldings(from, static from => KeyValuePair.Create(new SkillId(from.Text()), from.Level())),
            ReadHoldings(from, static from => KeyValuePair.Create(new CertificationId(from.Text()), ReadHeld(from))),
            from.Instant())
        {
            ProfileNames = from.Flag() ? new(ReadAll(from, static from => from.Text())) : null,
        };
    }

    /// <summary>Writes a ledger.</summary>
    public static void Write(PayloadWriter to, AgentLedger ledger)
    {
        to.Personal(ledger.Employee, static (to, id) => to.Text(id));
        WriteAll(to, ledger.StatedBy, static (to, source) => to.Text(source.Value));
        WriteAll(to, ledger.Skills, static (to, owned) =>
        {
            to.Text(owned.Source.Value);
            to.Text(owned.Skill.Value);
            to.Level(owned.Written);
        });
        WriteAll(to, ledger.Certifications, static (to, owned) =>
        {
            to.Text(owned.Source.Value);
            to.Text(owned.Certification.Value);
            Write(to, owned.Written);
        });
        WriteAll(to, ledger.Dates, static (to, dates) =>
        {
            to.Text(dates.Certification.Value);
            to.Instant(dates.IssuedOn);
            to.Instant(dates.OfficialExpiry);
            to.Instant(dates.EndedAt);
            WriteAll(to, dates.Renewals, static (to, renewal) =>
            {
                to.Instant(renewal.Base);
                to.Instant(renewal.Result);
            });
        });
        WriteAll(to, ledger.Scheduled, static (to, scheduled) =>
        {
            to.Text(scheduled.Source.Value);
            to.Text(scheduled.Skill.Value);
            to.Level(scheduled.Level);
            to.Instant(scheduled.From);
            to.Instant(scheduled.Until);
        });
    }

    /// <summary>Reads a user's ledger.</summary>
    public static AgentLedger ReadLedger(PayloadReader from, UserId user) => new(
        from.Personal(user, static person => person.Employee, static from => from.OptionalText()),
        ReadAll(from, static from => new SourceName(from.Text())),
        ReadAll(from, static from => new OwnedSkill(new(from.Text()), new(from.Text()), from.Level())),
        ReadAll(from, static from => new OwnedCertification(new(from.Text()), new(from.Text()), ReadHeld(from))),
        ReadAll(from, static from => new CertificationDates(
            new(from.Text()),
            from.OptionalInstant(),
            from.OptionalInstant(),
            from.OptionalInstant(),
            ReadAll(from, static from => new AppliedRenewal(from.Instant(), from.Instant())))),
        ReadAll(from, static from => new ScheduledSkill(
            new(from.Text()), new(from.Text()), from.Level(), from.OptionalInstant(), from.OptionalInstant())));

    /// <summary>Writes one operation.</summary>
    public static void Write(PayloadWriter to, Operation operation)
    {
        switch (operation)
        {
            case Operation.GrantSkill grant:
                to.Byte(Grant);
                to.Text(grant.Skill.Value);
                to.Level(grant.Level);
                to.Flag(grant.IsGate);
                break;
            case Operation.RateSkill rate:
                to.Byte(Rate);
                to.Text(rate.Skill.Value);
                to.Level(rate.From);
                to.Level(rate.To);
                to.Flag(rate.IsGate);
                break;
            case Operation.RevokeSkill revoke:
                to.Byte(Revoke);
                to.Text(revoke.Skill.Value);
                to.Level(revoke.From);
                to.Flag(revoke.IsGate);
                break;
            case Operation.SetCertification set:
                to.Byte(Set);
                to.Text(set.Certification.Value);
                to.Flag(set.From is not null);
                if (set.From is { } replaced)
                {
                    Write(to, replaced);
                }

                Write(to, set.To);
                break;
            case Operation.EndCertification end:
                to.Byte(End);
                to.Text(end.Certification.Value);
                Write(to, end.From);
                Write(to, end.To);
                break;
            default:
                throw new InvalidOperationException($"Unknown operation {operation.GetType().Name}.");
        }

        to.Byte((byte)operation.Cause);
        if (to.People is not null)
        {
            to.Row(operation.Origin);
        }
    }

    /// <summary>Reads one operation; where people stand by number, it knows the row that it comes from.</summary>
    public static Operation ReadOperation(PayloadReader from) => from.Byte() switch
    {
        Grant => new Operation.GrantSkill(new(from.Text()), from.Level(), from.Flag(), from.OneOf<OperationCause>()) { Origin = ReadOrigin(from) },
        Rate => new Operation.RateSkill(new(from.Text()), from.Level(), from.Level(), from.Flag(), from.OneOf<OperationCause>()) { Origin = ReadOrigin(from) },
        Revoke => new Operation.RevokeSkill(new(from.Text()), from.Level(), from.Flag(), from.OneOf<OperationCause>()) { Origin = ReadOrigin(from) },
        Set => new Operation.SetCertification(new(from.Text()), from.Flag() ? ReadHeld(from) : null, ReadHeld(from), from.OneOf<OperationCause>()) { Origin = ReadOrigin(from) },
        End => new Operation.EndCertification(new(from.Text()), ReadHeld(from), ReadHeld(from), from.OneOf<OperationCause>()) { Origin = ReadOrigin(from) },
        var kind => throw from.Damaged($"{kind} is no operation"),
    };

    private static RowRef? ReadOrigin(PayloadReader from) => from.People is null ? null : from.Row();

    /// <summary>Writes how many items follow, and each of them.</summary>
    public static void WriteAll<T>(PayloadWriter to, ImmutableArray<T> items, Action<PayloadWriter, T> write)
    {
        to.Count(items.Length);
        foreach (var item in items)
        {
            write(to, item);
        }
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote.</summary>
    public static ImmutableArray<T> ReadAll<T>(PayloadReader from, Func<PayloadReader, T> read)
    {
        var count = from.Count();
        if (count == 0)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var index = 0; index < count; index++)
        {
            items.Add(read(from));
        }

        return items.MoveToImmutable();
    }

    private static void WriteEmail(PayloadWriter to, string? email)
    {
        // In two parts, because most users share the second.
        var at = email?.LastIndexOf('@') ?? -1;
        to.Text(at < 0 ? email : email![..at]);
        to.Text(at < 0 ? null : email![at..]);
    }

    private static string? ReadEmail(PayloadReader from)
    {
        var name = from.OptionalText();
        return from.OptionalText() is { } domain ? name + domain : name;
    }

    private static void Write(PayloadWriter to, HeldCertification held)
    {
        to.Instant(held.IssuedOn);
        to.Instant(held.ExpiresOn);
    }

    private static HeldCertification ReadHeld(PayloadReader from) => new(from.OptionalInstant(), from.OptionalInstant());

    private static void WriteHoldings<TId, TValue>(
        PayloadWriter to, Holdings<TId, TValue>? holdings, Action<PayloadWriter, TId, TValue> write)
        where TId : IComparable<TId>, IEquatable<TId>
    {
        to.Flag(holdings is not null);
        if (holdings is null)
        {
            return; // Unknown, which is not none.
        }

        to.Count(holdings.Count);
        foreach (var (id, value) in holdings)
        {
            write(to, id, value);
        }
    }

    private static Holdings<TId, TValue>? ReadHoldings<TId, TValue>(PayloadReader from, Func<PayloadReader, KeyValuePair<TId, TValue>> read)
        where TId : IComparable<TId>, IEquatable<TId>
    {
        if (!from.Flag())
        {
            return null;
        }

        var pairs = new KeyValuePair<TId, TValue>[from.Count()];
        for (var index = 0; index < pairs.Length; index++)
        {
            pairs[index] = read(from);
        }

        return Holdings<TId, TValue>.From(pairs);
    }
}
