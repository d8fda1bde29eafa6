using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>Shapes the writes of the Genesys Cloud API.</summary>
internal static class GenesysWrites
{
    /// <summary>
    /// Ended certifications' gating skills first, because routing reads those; then the profile, before any skill write could move its
    /// version; then grants and ratings in chunks; then revocations.
    /// </summary>
    public static UserWrite? Next(ObservedUser current, ImmutableArray<Operation> remaining, int most)
    {
        var revocations = WriteOrder.Revocations(remaining);
        if (revocations.Length > 0 && revocations[0].IsGate)
        {
            return Delete(current.Id, revocations[0]);
        }

        var certifications = WriteOrder.Certifications(remaining);
        if (!certifications.IsEmpty)
        {
            var body = JsonText.Of((current.Version!.Value, NamesAfter(current, certifications)), WriteProfile);
            return Patch(GenesysDialect.OneUser, string.Empty, current.Id, body, certifications);
        }

        var skills = WriteOrder.GrantsAndRatings(remaining);
        if (!skills.IsEmpty)
        {
            var chunk = skills.Length <= most ? skills : skills[..most];
            return Patch(GenesysDialect.SkillsOfUser, "/bulk", current.Id, JsonText.Of(chunk, WriteSkills), chunk);
        }

        return revocations.IsEmpty ? null : Delete(current.Id, revocations[0]);
    }

    /// <summary>The names of the profile after the operations: those read, in their order and spelling, without the ended ones; new ones sorted at the end, those that are given back where they stood.</summary>
    public static ImmutableArray<string> NamesAfter(ObservedUser current, ImmutableArray<Operation> certifications)
    {
        var held = current.Certifications!;
        var names = ImmutableArray.CreateBuilder<string>();
        var there = new HashSet<CertificationId>();
        var ended = certifications.OfType<Operation.EndCertification>().Select(end => end.Certification).ToHashSet();

        foreach (var name in current.ProfileNames?.Values ?? [])
        {
            var id = GenesysUserReading.IdOf(name);
            if (held.Contains(id) && !ended.Contains(id))
            {
                names.Add(name);
                there.Add(id);
            }
        }

        foreach (var (id, _) in held)
        {
            if (!ended.Contains(id) && there.Add(id))
            {
                names.Add(id.Value);
            }
        }

        var back = new HashSet<CertificationId>();
        ProfileNames? former = null;
        foreach (var set in certifications.OfType<Operation.SetCertification>().OrderBy(set => set.Certification).Where(set => there.Add(set.Certification)))
        {
            if (set.Restores?.Names is { } listed && listed.Values.Any(name => GenesysUserReading.IdOf(name) == set.Certification))
            {
                back.Add(set.Certification);
                former = listed;
            }
            else
            {
                names.Add(set.Certification.Value);
            }
        }

        return former is null ? names.DrainToImmutable() : ProfileOrder.PutBack(names.DrainToImmutable(), former, back);
    }

    public static ReadOnlyMemory<byte> Skill(DeclaredSkill skill) =>
        JsonText.Of(skill, static (json, declared) =>
        {
            json.WriteStartObject();
            json.WriteString("name"u8, declared.Name.Value);
            json.WriteEndObject();
        });

    private static UserWrite Delete(UserId user, Operation.RevokeSkill revoke) =>
        new(
            new TargetRequest(
                RequestVerb.Delete,
                $"{RoutePath.Of(GenesysDialect.SkillsOfUser, user)}/{Uri.EscapeDataString(revoke.Skill.Value)}",
                default,
                $"DELETE {GenesysDialect.SkillsOfUser}/{{skillId}}",
                user),
            [revoke]);

    private static UserWrite Patch(string route, string tail, UserId user, ReadOnlyMemory<byte> body, ImmutableArray<Operation> carries) =>
        new(new TargetRequest(RequestVerb.Patch, RoutePath.Of(route, user) + tail, body, $"PATCH {route}{tail}", user), carries);

    private static void WriteProfile(Utf8JsonWriter json, (int Version, ImmutableArray<string> Names) profile)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, profile.Version);
        json.WriteStartArray("certifications"u8);
        foreach (var name in profile.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSkills(Utf8JsonWriter json, ImmutableArray<Operation> operations)
    {
        json.WriteStartArray();
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, WriteOrder.SkillOf(operation).Value);
            json.WriteLevel("proficiency", WriteOrder.LevelOf(operation)!.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
