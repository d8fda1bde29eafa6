using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Decides what one run does to one user: the operations, what the ledger learns, what is rejected and what is held.</summary>
/// <remarks>
/// It reads from the statement to the delta: wishes first, because a rejection among them can spare the person every loss in
/// this run; then what may be taken; then the differences from what is held.
/// </remarks>
public static class AgentPlanner
{
    /// <summary>Decides for one user.</summary>
    /// <param name="person">The person as stated, or null for one whom the ledger knows by this source and a full file does not list.</param>
    /// <param name="observed">The user, with holdings known unless the user is deleted.</param>
    /// <param name="ledger">What is remembered of the user.</param>
    /// <param name="context">What every decision of the run shares.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <exception cref="ArgumentException">The holdings of a user who still exists have not been read: unknown is never none.</exception>
    public static AgentDecision Decide(RosterPerson? person, ObservedUser observed, AgentLedger ledger, PlanningContext context, Instant now)
    {
        var departure = Departure.Of(person, context.Policies);
        var noted = person is null ? ledger : ledger.Mentioning(person.Id, context.Source, context.IsPilot);

        if (departure is { Policy: LeaverPolicy.Keep })
        {
            return new([], noted, [], Held: null, context.ManagedHeld(observed, now));
        }

        if (!observed.IsKnown)
        {
            return observed.State is UserState.Deleted
                ? UnseenUser.Decide(person, departure, noted, context)
                : throw new ArgumentException($"The holdings of user {observed.Id} have not been read.", nameof(observed));
        }

        return departure is null
            ? DecidePresent(person!, observed, noted, context, now)
            : DecideDeparted(person, departure, observed, noted, context, now);
    }

    private static AgentDecision DecidePresent(RosterPerson person, ObservedUser observed, AgentLedger ledger, PlanningContext context, Instant now)
    {
        var skills = SkillWishes.Of(person, observed.Skills!, ledger.Scheduled, context, now);
        var certifications = CertificationWishes.Of(person, observed.Certifications!, ledger.Dates, context, now);
        var rejections = skills.Rejections.AddRange(certifications.Rejections);
        var losesNothing = person.HasRejectedRow || rejections.Any(rejection => rejection.Origin is ItemOrigin.SheetRow);

        var skillRemoval = new Removal(
            context.Policies.Removal,
            context.Source,
            OperationCause.NoLongerStated,
            WholeList: person.Skills.Statement is Statement.Stated,
            IsSuspended: losesNothing || context.SuspendSkillRemoval || person.Skills.HasUnknownName,
            person.Row);

        var certificationRemoval = new Removal(
            context.Policies.Removal,
            context.Source,
            OperationCause.NoLongerStated,
            WholeList: person.Certifications.Statement is Statement.Stated,
            IsSuspended: losesNothing || context.SuspendCertificationRemoval || person.Certifications.HasUnknownName,
            person.Row);

        return Conclude(observed, ledger, skills, certifications, skillRemoval, certificationRemoval, losesNothing, rejections, context, now);
    }

    private static AgentDecision DecideDeparted(
        RosterPerson? person, Departure departure, ObservedUser observed, AgentLedger ledger, PlanningContext context, Instant now)
    {
        var losesNothing = person is { HasRejectedRow: true };
        var skills = SkillWishes.OfDeparted(person, ledger.Scheduled, context, losesNothing);
        var certifications = CertificationWishes.OfDeparted(person, observed.Certifications!, ledger.Dates, context, now);

        var skillRemoval = new Removal(
            context.Policies.Removal, context.Source, departure.Cause, WholeList: true, IsSuspended: losesNothing || context.SuspendSkillRemoval, person?.Row);

        var certificationRemoval = skillRemoval with { IsSuspended = losesNothing || context.SuspendCertificationRemoval };

        return Conclude(observed, ledger, skills, certifications, skillRemoval, certificationRemoval, losesNothing, [], context, now);
    }

    private static AgentDecision Conclude(
        ObservedUser observed,
        AgentLedger ledger,
        SkillWishes skills,
        CertificationWishes certifications,
        Removal skillRemoval,
        Removal certificationRemoval,
        bool losesNothing,
        ImmutableArray<ItemRejection> rejections,
        PlanningContext context,
        Instant now)
    {
        var noted = ledger.WithoutEdited(observed.Skills!, observed.Certifications!) with
        {
            Scheduled = skills.Schedule,
            Dates = certifications.Dates,
        };

        var operations = OperationOrder.Sort(
        [
            .. SkillDelta.Between(observed.Skills!, skills, skillRemoval, losesNothing, noted, context),
            .. context.Capabilities.CertificationsAreDated
                ? DatedCertificationDelta.Between(observed.Certifications!, certifications, certificationRemoval, losesNothing, noted, context, now)
                : NamedCertificationDelta.Between(observed, certifications, certificationRemoval, losesNothing, noted, context),
        ]);

        return new(
            operations,
            context.Policies.Adopt ? Adoption.Adopt(noted, observed, skills, certifications, context.Source, now) : noted,
            rejections,
            operations.IsEmpty ? null : HoldReason.For(observed.State),
            context.ManagedHeld(observed, now));
    }
}
