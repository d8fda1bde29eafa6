// Usage: node official-client.js PORT. Prints one JSON object of what the official client saw.
const platformClient = require('purecloud-platform-client-v2');

const client = platformClient.ApiClient.instance;

async function outcomeOf(call) {
  try {
    await call();
    return { status: 200 };
  } catch (error) {
    // The client rejects with the target's error body itself.
    return { status: error.status, code: error.code, message: error.message };
  }
}

async function main(port) {
  client.setGateway({ host: '127.0.0.1', protocol: 'http', port });
  await client.loginClientCredentialsGrant('sandbox', 'sandbox');

  const users = new platformClient.UsersApi();
  const routing = new platformClient.RoutingApi();

  const skills = await routing.getRoutingSkills({ pageSize: 500 });
  const skillId = name => skills.entities.find(skill => skill.name === name).id;

  const listed = await users.getUsers({ pageSize: 500, state: 'active', expand: ['skills', 'certifications', 'employerInfo'] });
  const ana = listed.entities.find(user => user.employerInfo.employeeId === '0001');

  const both = await users.getUsers({ id: listed.entities.map(user => user.id) });

  const bulk = await users.patchUserRoutingskillsBulk(ana.id, [
    { id: skillId('Billing_L2'), proficiency: 2.5 },
    { id: skillId('Billing'), proficiency: 4 },
  ]);

  await users.deleteUserRoutingskill(ana.id, skillId('Spanish'));

  const patched = await users.patchUser(ana.id, { version: ana.version, certifications: [...ana.certifications, 'Privacy'] });
  const stale = await outcomeOf(() => users.patchUser(ana.id, { version: ana.version, certifications: [] }));
  const unknown = await outcomeOf(() => users.patchUserRoutingskillsBulk(ana.id, [{ id: 'nobody-knows-it', proficiency: 1 }]));
  const after = await users.getUserRoutingskills(ana.id, { pageSize: 50 });

  return {
    listed: listed.entities.map(user => ({
      employeeId: user.employerInfo.employeeId,
      version: user.version,
      skills: user.skills.map(skill => [skill.name, skill.proficiency]),
      certifications: user.certifications,
    })),
    listedById: both.entities.length,
    bulk: bulk.entities.map(skill => [skill.name, skill.proficiency]),
    after: after.entities.map(skill => [skill.name, skill.proficiency]),
    version: patched.version,
    stale,
    unknown,
  };
}

main(Number(process.argv[2])).then(
  seen => process.stdout.write(`${JSON.stringify(seen)}\n`),
  error => {
    process.stderr.write(`${error.stack ?? JSON.stringify(error)}\n`);
    process.exitCode = 1;
  });
